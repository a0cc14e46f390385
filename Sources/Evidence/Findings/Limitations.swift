import Exposure
import NATModel
import Retention

/// What limits the conclusions: a fixed list, and warnings that follow from the data.
struct Limitations: Sendable {
  /// All sentences, fixed ones first.
  let sentences: [Sentence]

  /// The limitations of a report.
  init(_ content: ReportContent, _ exhibits: [Exhibit]) {
    sentences =
      Limitations.fixed + Limitations.setting(content.setting)
      + content.provenance.inputs.enumerated().flatMap { Limitations.input($1, at: $0) }
      + Limitations.worlds(exhibits) + content.warnings.map { "\($0)" }
  }

  private static let fixed: [Sentence] = [
    """
    Retention is not access. The numbers say what could be told from records that exist, not who \
    may look at them, under which conditions, or whether anybody does.
    """,
    """
    An answer names a subscriber: the holder of a line. Who in a household or company used it, no \
    record here tells.
    """,
    """
    The intervals cover chance in the sample of requests and subscribers. They do not cover the \
    choice of the world: other habits, other networks and other clocks give other numbers.
    """,
    """
    Where people are, whom they know and what they say is not modelled. Blank here means not \
    measured, not harmless.
    """,
    """
    Virtual private networks, encrypted server names, caches and IPv6 make records with destinations \
    reveal less than here, and make some requests unanswerable.
    """,
    """
    One event is asked about at a time. An investigator who has several events of the same unknown \
    person can intersect the answers, with every kind of record.
    """,
  ]

  private static func setting(_ setting: ReportContent.Setting) -> [Sentence] {
    switch setting {
    case .lab:
      [
        """
        The lab is one machine with one clock. Real servers and address translators disagree about \
        the time, so wrong answers are rarer here than in practice.
        """,
        "The lab has few homes. With more homes behind one address, every answer gets harder.",
      ]
    case .simulated:
      ["The population is simulated: the numbers hold for the parameters listed below."]
    case .recorded:
      ["The records come from one network and one time; they stand for no other."]
    }
  }

  private static func input(_ input: ReportContent.Input, at position: Int) -> [Sentence] {
    let report = input.report
    let name = DisplayText.shortened(report.name, to: 80)
    var sentences: [Sentence] = []
    let rejects: [Sentence] = InputDocument.rejects(report).map { reason, count in
      let claim = counted(count, "/inputs/\(position)/rejects/\(reason)")
      return "\(claim) with \(reason)"
    }
    if !rejects.isEmpty {
      sentences.append(
        """
        Records of “\(name)” that could not be read and are missing from all numbers: \
        \(Sentence(joining: rejects, separator: ", ")).
        """)
    }
    if report.summary.assumedTimes > 0 {
      let claim = counted(report.summary.assumedTimes, "/inputs/\(position)/assumed_times")
      sentences.append(
        "In “\(name)”, \(claim) events do not state their year or time zone; UTC and the nearest year were assumed."
      )
    }
    if report.partial {
      sentences.append("Reading “\(name)” stopped before its end; what came after is missing.")
    }
    return sentences
  }

  /// Warnings about worlds; one that holds for several names them all.
  private static func worlds(_ exhibits: [Exhibit]) -> [Sentence] {
    var order: [String] = []
    var names: [String: [String]] = [:]
    for exhibit in exhibits {
      for warning in world(exhibit) {
        if names[warning] == nil { order.append(warning) }
        names[warning, default: []].append("“\(exhibit.name)”")
      }
    }
    return order.map { "\((names[$0] ?? []).joined(separator: ", ")): \($0)" }
  }

  private static func world(_ exhibit: Exhibit) -> [String] {
    var warnings: [String] = []
    let world = exhibit.evaluation.world
    if let coverage = world.coverage, coverage.length < 86_400_000_000_000 {
      warnings.append(
        """
        the records cover \(Duration.words(coverage.length)); numbers per day are extrapolated from \
        that and say nothing about nights or weekends.
        """)
    }
    if world.truthOrigin == nil {
      warnings.append(
        """
        it is not known who was really behind each request, so right and wrong answers cannot be \
        told apart.
        """)
    }
    for retained in exhibit.evaluation.retained {
      if case .notInThisLog(let reason) = retained.availability {
        warnings.append("“\(retained.regime.title)” cannot be judged: \(reason)")
      } else if retained.provenance == .modelled {
        warnings.append("“\(retained.regime.title)” is modelled, not recorded.")
      }
    }
    if exhibit.evaluation.figures.contains(where: {
      if case .suppressed = $0.status { true } else { false }
    }) {
      warnings.append(
        "numbers that rest on very few people are withheld and shown as “<” and a limit.")
    }
    return warnings
  }

  private static func counted(_ value: Int, _ pointer: String) -> Claim {
    Claim(
      text: NumberText.grouped(value), value: Double(value), unit: "records", pointer: pointer,
      interval: nil, basis: "count", method: "count")
  }
}
