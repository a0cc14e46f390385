import NATModel
import Retention

/// Sentences that the text and the page of a portrait share.
extension Portrait {
  /// What the capture held, one sentence each.
  var facts: [String] {
    var facts = [
      "\(NumberText.grouped(traffic.devices)) \(traffic.devices == 1 ? "device" : "devices") made "
        + "\(NumberText.grouped(traffic.connections)) connections to the Internet over IPv4"
        + (traffic.span.map { " in " + Duration.words($0.length) } ?? "") + "."
    ]
    if traffic.overIPv6 > 0 {
      facts.append(
        "\(NumberText.grouped(traffic.overIPv6)) connections over IPv6 pass no address translator; "
          + "they are in none of these records.")
    }
    if traffic.others > 0 {
      facts.append(
        "\(NumberText.grouped(traffic.others)) connections within the home, with the provider’s own addresses, or opened by others "
          + "are left out.")
    }
    if traffic.untranslated > 0 {
      facts.append(
        "\(NumberText.grouped(traffic.untranslated)) connections state no ports, or found none free, "
          + "and are not in the records of the translator.")
    }
    facts.append(
      "The provider’s address translator was not seen. A virtual one (\(behavior.rawValue)) stands in "
        + "for it: every figure here is modelled.")
    return facts
  }

  /// What the provider would not see, one sentence each.
  static let unseen = [
    "What stands on the pages, what was typed or sent: connections to sites are encrypted.",
    "Names of sites, if only connection records are kept. The names on this page come from your own "
      + "capture; a provider sees them only where your devices ask its name server, or where the "
      + "opening of a connection shows them.",
    "Which device or person it was: the provider sees one home.",
  ]

  /// How a rung's longest quiet time is told, or `nil` if it says nothing.
  ///
  /// Below three hours it tells nothing about a home's rhythm.
  static func quietWords(_ rung: Rung) -> String? {
    guard let quiet = rung.quiet, quiet.length >= 3 * 3_600_000_000_000 else { return nil }
    return "Longest time without a connection: \(Duration.words(quiet.length)), from "
      + "\(quiet.start.rfc3339(fractionDigits: 0)) to \(quiet.end.rfc3339(fractionDigits: 0))."
  }

  /// What one learns from a rung, in plain words.
  func reading(_ rung: Rung) -> String {
    if let absence = rung.absence { return "Cannot be shown: \(absence)" }
    guard let strip = day?.strips.first(where: { $0.regimeID == rung.regime.id }) else {
      return "Nothing with a time."
    }
    return DayCaption(strip, at: "").sentence.text
  }
}
