import Exposure
import NATModel
import Retention

/// What `natlens portrait` prints on a terminal.
package struct PortraitText: Sendable {
  /// How many addresses and names are listed.
  private static let most = 10
  /// Five levels of how much happened, and none.
  private static let glyphs = ["·", "▁", "▂", "▄", "▆", "█"]

  private let portrait: Portrait

  /// The text of a portrait.
  package init(_ portrait: Portrait) { self.portrait = portrait }

  /// The text, with a line feed at its end.
  package var text: String {
    var text = "PORTRAIT OF \(DisplayText.clean(portrait.name)) [modelled]\n"
    text += portrait.facts.map { wrapped($0, indent: 0) }.joined()
    text += "\nIF THIS WERE KEPT\n"
    var grid = TextGrid(rightAligned: [false, true, true, true])
    grid.add(["", "records", "addresses", "names"])
    for rung in portrait.rungs {
      func count(_ value: Int, _ isKept: Bool) -> String {
        rung.absence != nil ? "—" : isKept ? NumberText.grouped(value) : ""
      }
      grid.add([
        "  " + rung.regime.id, count(rung.records, true),
        count(rung.destinations.count, rung.regime.containsDestination),
        count(rung.hosts.count, rung.regime.id == "connection-host"),
      ])
    }
    text += grid.text
    text += profiles
    for rung in portrait.rungs where rung.absence == nil { text += "\n" + block(rung) }
    text += "\nWHAT THE PROVIDER WOULD NOT SEE\n"
    text += Portrait.unseen.map { wrapped("– " + $0, indent: 2) }.joined()
    text += "\nNothing was sent anywhere.\n"
    return String(text.map { $0 == "\u{A0}" ? " " : $0 })
  }

  /// The hours shown, one line for each rung with times.
  private var profiles: String {
    guard let span = portrait.day?.day.span else { return "" }
    let start = span.start.rfc3339(fractionDigits: 0)
    let end = span.end.rfc3339(fractionDigits: 0)
    var grid = TextGrid(rightAligned: [false, false])
    for rung in portrait.rungs {
      guard let profile = rung.profile else { continue }
      let most = profile.max() ?? 0
      let bars = profile.map { count -> String in
        guard count > 0, most > 0 else { return PortraitText.glyphs[0] }
        return rung.isHeld ? "─" : PortraitText.glyphs[1 + min(4, count * 5 / (most + 1))]
      }
      grid.add(["  " + rung.regime.id, bars.joined()])
    }
    return "\nFROM \(start) TO \(end)\n" + grid.text
  }

  private func block(_ rung: Portrait.Rung) -> String {
    var text = "\(rung.regime.id.uppercased()): \(rung.regime.title)\n"
    text += wrapped(portrait.reading(rung), indent: 2)
    if let quiet = Portrait.quietWords(rung) { text += wrapped(quiet, indent: 2) }
    return text + listed(rung.hosts.isEmpty ? rung.destinations : rung.hosts)
  }

  private func listed(_ entries: [(name: String, records: Int)]) -> String {
    var grid = TextGrid(rightAligned: [true, false])
    for entry in entries.prefix(PortraitText.most) {
      grid.add([
        "    " + NumberText.grouped(entry.records), DisplayText.shortened(entry.name, to: 80),
      ])
    }
    let rest = entries.count - PortraitText.most
    return grid.text + (rest > 0 ? "    and \(NumberText.grouped(rest)) more\n" : "")
  }

  private func wrapped(_ text: String, indent: Int) -> String {
    let blanks = String(repeating: " ", count: indent)
    return DisplayText.wrapped(text, width: 98 - indent, lines: 9).map { blanks + $0 + "\n" }
      .joined()
  }
}
