package import NATModel
import Retention

/// H8: the cure on the server's side: how many servers must log ports before records without a
/// destination answer as well as connection records do today.
///
/// A request comes from a server that logs the client's port with probability p; the server always
/// knows its own address. With p the share of right answers of a rung is
/// p × S(address+port+destination) + (1 - p) × S(address+destination). For the rungs `deterministic`,
/// `port-block` and `binding`: part `needed`, the least p at which the rung reaches what `connection`
/// reaches at p = 0.1, the share of products that log ports by default; parts `at-0`, `at-10`, …
/// `at-100`, its share at p in percent. For `connection` the parts `at-…` alone.
package struct ServerPorts: LadderMeasure {
  /// The answers of the rungs compared.
  package struct Inference: Sendable {
    /// Of every rung, from the least kept to the most.
    package var answered: [AnsweredRequests]
  }

  /// How intervals are drawn.
  package var bootstrap: ClusterBootstrap
  /// Share of servers that log ports today.
  package static let today = 0.1
  private static let rungs = ["deterministic", "port-block", "binding"]

  /// The measure.
  package init(bootstrap: ClusterBootstrap = .standard) { self.bootstrap = bootstrap }

  package var about: MeasureDescription {
    MeasureDescription(
      id: "server-ports", code: "H8", title: "Servers that must log ports", theme: .attribution,
      definition: """
        The share of servers that would have to log their clients' ports so that records without \
        any destination answer as many requests rightly as connection records do while one server \
        in ten logs ports.
        """,
      unit: "share", denominator: "requests with known truth",
      misleads: """
        Requests are taken as if every server were as likely as another to log ports; requests \
        about attacks come from some servers more than from others. Where a port is shared by \
        several subscribers at once, ports alone may never reach it.
        """,
      citation:
        "RFC 6302 (servers should log ports); draft-daveor-cgn-logging-04 (9 of 10 do not).",
      headline: "needed", needsTruth: true, curve: "at-")
  }

  package func infer(from ladder: [AnsweredRequests]) -> Inference { Inference(answered: ladder) }

  private static let counted = "requests with known truth"

  package func score(_ inference: Inference, truth: Truth?) -> [Figure] {
    let connection = inference.answered.first { $0.regime == "connection" }
    return inference.answered.flatMap { log -> [Figure] in
      guard Self.rungs.contains(log.regime) || log.regime == "connection" else { return [] }
      let series = FigureSeries(measure: about.id, regime: log.regime)
      func blank(_ status: Figure.Status, _ note: String = "") -> [Figure] {
        [series.blank("needed", status, unit: "share", of: Self.counted, note: note)]
      }
      if case .notInThisLog(let reason) = log.availability { return blank(.notInThisLog(reason)) }
      guard let connection, connection.availability == .kept else {
        return blank(.empty, "there are no connection records to compare with")
      }
      guard let truth else { return blank(.needsTruth) }
      let logs = [log, connection]
      guard let with = PairedOutcomes(logs, .addressPortDestination, truth: truth),
        let without = PairedOutcomes(logs, .addressDestination, truth: truth),
        with.requests == without.requests
      else { return blank(.empty, "no request states a port and a destination") }
      let both = MixedOutcomes(with: with, without: without)
      let curve = stride(from: 0, through: 100, by: 10).map { percent in
        series.figure(
          "at-\(percent)", both.share(of: 0, at: Double(percent) / 100, bootstrap), unit: "share",
          of: Self.counted)
      }
      if log.regime == "connection" { return curve }
      guard let needed = both.needed(at: Self.today, bootstrap) else {
        return blank(.empty, "not reached even if every server logs ports") + curve
      }
      return [series.figure("needed", needed, unit: "share", of: Self.counted)] + curve
    }
  }
}

/// Outcomes with and without the port, of the same requests: log 0 is compared with log 1.
private struct MixedOutcomes {
  let with: PairedOutcomes
  let without: PairedOutcomes

  /// Both as one: shares with the port of log 0 and 1, then without.
  private func estimate(
    _ bootstrap: ClusterBootstrap, _ statistic: @escaping ([Double]) -> Double
  ) -> Estimate {
    PairedOutcomes(requests: with.requests, right: with.right + without.right)
      .estimate(bootstrap, statistic)
  }

  func share(of log: Int, at p: Double, _ bootstrap: ClusterBootstrap) -> Estimate {
    estimate(bootstrap) { p * $0[log] + (1 - p) * $0[log + 2] }
  }

  /// The least share of servers at which log 0 reaches what log 1 reaches at `today`.
  func needed(at today: Double, _ bootstrap: ClusterBootstrap) -> Estimate? {
    func least(_ shares: [Double]) -> Double {
      let wanted = today * shares[1] + (1 - today) * shares[3]
      if shares[2] >= wanted { return 0 }
      guard shares[0] >= wanted, shares[0] > shares[2] else { return .nan }
      return (wanted - shares[2]) / (shares[0] - shares[2])
    }
    let found = estimate(bootstrap, least)
    return found.value.isNaN ? nil : found
  }
}
