import Correlation
import NATModel

extension RegimeFamily {
  /// Connections of which one packet in 500 is looked at: the Danish session logging of 2007–2014.
  package static let sampledConnections = RegimeFamily(
    id: "sampled-connections", title: "One packet in 500", varied: "connection",
    regimes: [
      Regime(
        id: "connection-sampled", title: "Connections, 1 packet in 500",
        kept: "Of every 500 packets one is looked at, and the connection it belongs to is kept: "
          + "when, from which shared address and port, and to which address and port.",
        source: "Danish session logging, 2007–2014 (itpol.dk, edri.org): every 500th packet",
        rung: nil, containsDestination: true
      ) { ledger, _ in
        guard ledger.sessions.statesDestination else {
          return RetainedLog(
            regime: "connection-sampled",
            notInThisLog: "The inputs record no destination of any connection.", ledger: ledger)
        }
        let kept = ledger.sessions.projected { PacketSampling.sees($0) }
        return RetainedLog(
          regime: "connection-sampled", provenance: ledger.provenance(.reduced),
          records: SessionRecords(
            kept, keeping: .destination, completeness: ledger.completeness),
          ledger: ledger, coverage: ledger.coverage,
          note: "Packets are not in the sessions; their number is taken as octets / 800, at least "
            + "4. What was not sampled looks as if it had not happened.")
      }
    ])
}

/// Which sessions a sampling of packets would have seen.
private enum PacketSampling {
  private static let share = 1.0 / 500
  private static let octetsPerPacket = 800.0
  private static let leastPackets = 4.0

  /// True if one of the session's packets is drawn.
  ///
  /// The draw is a function of where the session's record stands, so it is the same in every run.
  static func sees(_ session: Session) -> Bool {
    let packets = max(leastPackets, Double(session.bytes) / octetsPerPacket)
    var missed = 1.0
    // Halving the exponent: (1 - share)^packets without the C library.
    var base = 1 - share
    var count = UInt64(packets)
    while count > 0 {
      if count & 1 == 1 { missed *= base }
      base *= base
      count >>= 1
    }
    let place = session.location.record ^ UInt64(session.location.file) << 48
    let draw = Double(KeyedTag.mixed(place) >> 11) * 0x1p-53
    return draw >= missed
  }
}
