import Exposure
import NATModel
import Retention

/// Three worlds with the proportions of a small lab, made by rule.
enum SampleWorlds {
  static let start = Timestamp(rfc3339: "2026-11-23T20:00:00Z") ?? .distantPast
  static let span = TimeSpan(start: start, end: start.advanced(by: 3_600_000_000_000))

  static let fixed = evaluation("fixed-ranges", .deterministic) { kind, rung in
    switch kind {
    case .address: rung < 3 ? nil : 0
    case .addressPort: rung < 3 ? nil : 360
    case .addressDestination: rung < 6 ? (rung < 3 ? nil : 0) : 212
    case .addressPortDestination: rung < 3 ? nil : 360
    case .destination: rung < 6 ? nil : 198
    }
  }
  static let wide = evaluation("wide-pool", .dynamic) { kind, rung in
    switch kind {
    case .address: rung < 5 ? nil : 0
    case .addressPort: rung < 5 ? nil : 355
    case .addressDestination: rung < 6 ? (rung < 5 ? nil : 0) : 209
    case .addressPortDestination: rung < 5 ? nil : (rung < 6 ? 355 : 358)
    case .destination: rung < 6 ? nil : 195
    }
  }
  static let narrow = evaluation("narrow-pool", .overloaded) { kind, rung in
    switch kind {
    case .address: rung < 5 ? nil : 0
    case .addressPort: rung < 5 ? nil : 251
    case .addressDestination: rung < 6 ? (rung < 5 ? nil : 0) : 207
    case .addressPortDestination: rung < 5 ? nil : (rung < 6 ? 251 : 349)
    case .destination: rung < 6 ? nil : 190
    }
  }

  static let all = [fixed, wide, narrow]

  static let empty = Evaluation(
    world: Evaluation.World(
      name: "empty", behavior: nil, subscribers: 0, sessions: 0, coverage: nil, requests: 0,
      requestOrigin: "nowhere", truthOrigin: nil),
    retained: SampleRegimes.all.map {
      Evaluation.Retained(
        regime: $0, availability: .notInThisLog("There is nothing in this log."),
        provenance: .reduced, records: 0)
    }, figures: [], day: nil)

  /// A world in which `right(kind, rung)` of 360 requests are answered rightly; `nil` cannot answer.
  static func evaluation(
    _ name: String, _ behavior: NATBehavior, right: (RequestKind, Int) -> Int?
  ) -> Evaluation {
    let retained = SampleRegimes.all.map { regime in
      let rung = regime.rung ?? 0
      let missing =
        rung == 3 && behavior != .deterministic || rung == 4 && behavior != .deterministic
      return Evaluation.Retained(
        regime: regime,
        availability: missing
          ? .notInThisLog("This address translator does not hand out ranges of ports.") : .kept,
        provenance: rung >= 6 ? .logged : .reduced,
        records: [8, 8, 8, 8, 9120, 9120, 9120][rung - 1])
    }
    return Evaluation(
      world: Evaluation.World(
        name: name, behavior: behavior, subscribers: 8, sessions: 9120, coverage: span,
        requests: 360, requestOrigin: "server access log with client ports",
        truthOrigin: "recorded by the clients"),
      retained: retained,
      figures: SampleFigures.all(retained, right: right), day: SampleDay.day(retained))
  }
}
