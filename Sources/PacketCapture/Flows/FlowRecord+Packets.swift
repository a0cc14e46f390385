import NATModel

/// What a packet does to its flow.
extension FlowRecord {
  /// True if the packet on the flow's key belongs to another flow than the one before.
  @inline(__always)
  func isOver(
    _ packet: IPPacket, _ sender: FlowKey.Side, _ time: Timestamp, _ timeouts: FlowTimeouts
  ) -> Bool {
    // A clock that jumps back (files joined, a damaged time) must not keep flows for ever.
    if time.isFar(from: end, limit: timeouts.limit(queue)) { return true }
    guard packet.content == .tcp, packet.tcpFlags.rawValue & 0x12 == TCPFlags.syn.rawValue
    else { return false }
    if marks.contains(.syn), initiator == sender { return packet.sequence != synSequence }
    // A SYN where data or another connection was seen; a SYN behind its own answer is no new one.
    return marks.isClosed
      || (!marks.contains(.syn) && marks.contains(sender == .low ? .sentLow : .sentHigh))
  }

  /// Counts a packet; true if the flow must move in its queue or to another one.
  ///
  /// Within a second it stays where it is: the queue then tells when a flow fell silent to a second,
  /// and most packets touch no other flow.
  @inline(__always)
  mutating func count(
    _ packet: IPPacket, _ sender: FlowKey.Side, _ time: Timestamp, packets: UInt64
  ) -> Bool {
    // Numbers are compared in place; instants by a call into another module.
    if time.nanoseconds < start.nanoseconds { start = time }
    if time.nanoseconds > end.nanoseconds { end = time }
    bytes &+= UInt64(packet.length)
    self.packets &+= packets
    marks.insert(sender == .low ? .sentLow : .sentHigh)
    if packet.content == .tcp, packet.tcpFlags.rawValue & 7 != 0 { note(packet, sender) }
    return queue != fittingQueue || time.isFar(from: queuedAt, limit: FlowTable.second - 1)
  }

  /// Begins anew after a part of it was emitted.
  mutating func restart(at time: Timestamp, number: UInt64) {
    start = time
    end = time
    firstPacket = number
    bytes = 0
    packets = 0
  }

  /// The queue for its state.
  var fittingQueue: FlowQueue.Kind { queue == .tcp && marks.isClosed ? .closedTCP : queue }

  private mutating func note(_ packet: IPPacket, _ sender: FlowKey.Side) {
    let flags = packet.tcpFlags
    if flags.contains(.syn) {
      if !flags.contains(.ack) {
        marks.insert(.syn)
        synSequence = packet.sequence
        initiator = sender
        evidence = .handshake
      }
      if sender == .low {
        streams.low.begin(after: packet.sequence)
      } else {
        streams.high.begin(after: packet.sequence)
      }
    }
    if flags.contains(.fin) { marks.insert(sender == .low ? .finLow : .finHigh) }
    if flags.contains(.rst) { marks.insert(.rst) }
  }
}

extension Timestamp {
  /// True if two instants are further apart than a limit in nanoseconds, in either direction.
  @inline(__always)
  func isFar(from other: Timestamp, limit: Int64) -> Bool {
    let gap = nanoseconds.subtractingReportingOverflow(other.nanoseconds)
    return gap.overflow ? limit < .max : gap.partialValue.magnitude > UInt64(max(0, limit))
  }
}
