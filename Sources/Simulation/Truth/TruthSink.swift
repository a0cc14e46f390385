package import NATModel

/// What truth knows about one session that a simulated NAT opened.
package struct SessionTruth: Hashable, Sendable {
  /// Id of the session, as in ``Event/session`` of its events; 0 if the NAT blocked it, `nil` if it
  /// was not put through a NAT.
  package var session: UInt64?
  /// True time of the first packet.
  package var time: Timestamp
  /// Who.
  package var subscriber: String
  /// Device of the subscriber, from 0.
  package var device: Int
  /// Host that was contacted.
  package var host: String
  /// Site being visited, `nil` for what nobody did on purpose.
  package var site: String?
  /// Visit of the subscriber that it belongs to.
  package var visit: UInt32?
  /// Outside endpoint that the NAT gave, `nil` if it was blocked.
  package var outside: IPAddress?
  /// Port at ``outside``.
  package var outsidePort: UInt16
  /// Protocol.
  package var proto: TransportProtocol
}

/// Receives truth while a world runs, in order of time.
package protocol TruthSink {
  /// Whether ``session(_:)`` is to be called; building its argument costs more than the session.
  var wantsSessions: Bool { get }
  /// A visit that somebody meant.
  mutating func visit(_ visit: Truth.Visit) throws
  /// The right answer to a request that a server's log gave.
  mutating func request(label: String, subscriber: String, time: Timestamp) throws
  /// A session, opened or blocked.
  mutating func session(_ session: SessionTruth) throws
}

/// Keeps truth for scoring, without sessions: for worlds that fit in memory.
package struct TruthCollector: TruthSink, Sendable {
  /// Everything received so far.
  package private(set) var truth = Truth(requesters: [:], visits: [], origin: "simulated")
  /// Sessions, if wanted.
  package private(set) var sessions: [SessionTruth] = []
  /// Whether sessions are kept.
  package let wantsSessions: Bool

  /// A collector that has received nothing.
  package init(sessions: Bool = false) { wantsSessions = sessions }

  /// Keeps a visit.
  package mutating func visit(_ visit: Truth.Visit) { truth.visits.append(visit) }

  /// Keeps an answer.
  package mutating func request(label: String, subscriber: String, time: Timestamp) {
    truth.requesters[label] = subscriber
  }

  /// Keeps a session.
  package mutating func session(_ session: SessionTruth) { sessions.append(session) }
}

/// Forgets truth: for speed measurements and logs alone.
package struct NoTruth: TruthSink, Sendable {
  /// Never.
  package var wantsSessions: Bool { false }

  /// A sink that keeps nothing.
  package init() {}

  /// Does nothing.
  package mutating func visit(_ visit: Truth.Visit) {}

  /// Does nothing.
  package mutating func request(label: String, subscriber: String, time: Timestamp) {}

  /// Does nothing.
  package mutating func session(_ session: SessionTruth) {}
}
