import Exposure
import NATModel
import Retention

/// What `natlens portrait --json` prints (schema `natlens.portrait/1`).
///
/// | key | value |
/// | - | - |
/// | `schema`, `tool`, `inputs` | as in `natlens.expose/1` |
/// | `name` | of the capture |
/// | `provenance` | `modelled`: a virtual NAT stands in for the provider's |
/// | `behavior` | how it hands out ports |
/// | `devices`, `connections`, `connections_over_ipv6`, `connections_left_out` | of the capture |
/// | `connections_untranslated` | without ports, or beyond those that one home gets |
/// | `coverage`, `shown` | `{"start", "end"}`, or `null`: of all connections; of `profile` |
/// | `regimes` | one object for each regime: see below |
///
/// A regime: `regime`, `availability`, `reason`, `records`, `destinations` and `hosts` (lists of
/// `name`, `records`, the most frequent first; `null` where the regime keeps none), `quiet` (the
/// longest time without a record that begins, or `null`), `profile` (records in each of 48 equal
/// parts of the hours shown, begun or, for blocks and assignments, held; `null` without times),
/// `reading` (what one learns, one sentence or several).
package struct PortraitDocument: Sendable {
  private let value: JSONValue

  /// The document of a portrait.
  package init(_ portrait: Portrait) {
    value = [
      "schema": "natlens.portrait/1",
      "tool": ["name": "natlens", "version": .string(portrait.provenance.toolVersion)],
      "inputs": .array(portrait.provenance.inputs.map(InputDocument.json)),
      "name": .string(portrait.name), "provenance": "modelled",
      "behavior": .string(portrait.behavior.rawValue),
      "devices": .integer(portrait.traffic.devices),
      "connections": .integer(portrait.traffic.connections),
      "connections_over_ipv6": .integer(portrait.traffic.overIPv6),
      "connections_left_out": .integer(portrait.traffic.others),
      "connections_untranslated": .integer(portrait.traffic.untranslated),
      "coverage": WorldDocument.span(portrait.traffic.span),
      "shown": WorldDocument.span(portrait.day?.day.span),
      "regimes": .array(
        portrait.rungs.map { rung in
          [
            "regime": .string(rung.regime.id),
            "availability": rung.absence == nil ? "kept" : "not-in-this-log",
            "reason": .optional(rung.absence), "records": .integer(rung.records),
            "destinations": PortraitDocument.list(
              rung.destinations, isKept: rung.regime.containsDestination),
            "hosts": PortraitDocument.list(
              rung.hosts, isKept: rung.regime.id == Regime.connectionHost.id),
            "quiet": WorldDocument.span(rung.quiet),
            "profile": rung.profile.map { .array($0.map { .integer($0) }) } ?? .null,
            "reading": .string(portrait.reading(rung)),
          ]
        }),
    ]
  }

  /// The document as text, with a line feed at its end.
  package var text: String { value.text }

  private static func list(
    _ entries: [(name: String, records: Int)], isKept: Bool
  ) -> JSONValue {
    guard isKept else { return .null }
    return .array(
      entries.map { ["name": .string($0.name), "records": .integer($0.records)] })
  }
}
