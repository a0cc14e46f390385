import NATModel

/// What the captures of one side of a NAT hold, as far as it takes to find the same traffic on the
/// other side.
///
/// Memory grows with the number of flows (about 600 bytes for each stretch of one), not with packets.
struct SideScan {
  /// Silence after which a flow without connections continues as another stretch: shorter than any
  /// NAT keeps an idle mapping (RFC 4787 REQ-5 asks for two minutes), so that a stretch has one
  /// binding.
  static let silence: Int64 = 4_000_000_000

  /// Stretches of flows, in the order of their first packets.
  private(set) var traces: [FlowTrace] = []
  /// Prints of all stretches, ``FlowTrace/maximumPrints`` places for each.
  private(set) var prints: [PacketPrint] = []
  /// Packets seen, and packets that could not be read to their end.
  private(set) var packets: UInt64 = 0
  private(set) var faults: UInt64 = 0

  private var flows: FlowTable
  /// The trace of the flow at each position of the table.
  private var traceAt: [Int32] = []
  private var fragments: FragmentStore

  /// A scan that has seen nothing.
  init(options: CaptureOptions) {
    var timeouts = options.timeouts
    timeouts.other = min(timeouts.other, SideScan.silence)
    timeouts.active = .max
    flows = FlowTable(timeouts: timeouts, capacity: options.maximumFlows)
    fragments = FragmentStore(maximumBytes: options.maximumFragmentBytes)
  }

  /// Reads a capture on, up to a number of packets; returns what is wrong with it, if it is damaged.
  mutating func add<File: CaptureFile & ~Copyable>(
    _ capture: inout File, file: UInt32, limit: UInt64 = .max
  ) -> String? {
    let link = capture.linkType
    var number: UInt64 = 0
    do throws(CaptureError) {
      while number < limit {
        number += 1
        let isOpen = try capture.next { header, bytes in
          take(header, bytes, link: link, location: SourceLocation(file: file, record: number))
        }
        guard isOpen else { break }
      }
    } catch {
      return error.description
    }
    return nil
  }

  /// The prints of a stretch, in the order of its packets.
  func prints(of trace: Int) -> ArraySlice<PacketPrint> {
    let first = traces[trace].firstPrint
    return prints[first..<first + traces[trace].printCount]
  }

  private mutating func take(
    _ header: PacketHeader, _ bytes: Span<UInt8>, link: LinkType, location: SourceLocation
  ) {
    packets += 1
    var packet = IPPacket()
    do throws(PacketFault) {
      try PacketDecoder.decode(
        bytes, linkType: header.linkType ?? link, originalLength: header.originalLength,
        into: &packet)
      guard let time = header.time else { return }
      let resolution =
        header.resolution > 0 ? header.resolution : time.nanoseconds % 1000 == 0 ? 1000 : 1
      try add(packet, bytes, at: time, resolution, location)
    } catch {
      faults += 1
    }
  }

  private mutating func add(
    _ packet: IPPacket, _ bytes: Span<UInt8>, at time: Timestamp, _ resolution: UInt32,
    _ location: SourceLocation
  ) throws(PacketFault) {
    guard packet.content != .none, packet.content != .icmpOther else { return }
    guard packet.fragment == .whole else {
      let joined = fragments.add(packet, bytes, at: time)
      guard let whole = joined.whole else { return }
      var inner = packet
      try PacketDecoder.resume(whole.span, proto: joined.proto, into: &inner)
      if inner.ipHeaders == packet.ipHeaders { inner.length = joined.octets }
      try add(inner, whole.span, at: time, resolution, location)
      return
    }
    let (position, sender) = flows.add(packet, number: location.record, time: time)
    flows.finished.removeAll(keepingCapacity: true)
    while traceAt.count <= position { traceAt.append(-1) }
    let record = flows.records[position]
    if record.packets == 1 {
      traceAt[position] = Int32(traces.count)
      begin(record, resolution, location)
    }
    update(Int(traceAt[position]), record, packet, bytes, sender, time)
  }

  private mutating func begin(
    _ record: FlowRecord, _ resolution: UInt32, _ location: SourceLocation
  ) {
    let first = prints.count
    traces.append(
      FlowTrace(
        key: record.key, start: record.start, end: record.end, initiator: record.initiator,
        outer: record.outer, bytes: 0, packets: 0, location: location, resolution: resolution,
        firstPrint: first))
    prints.append(
      contentsOf: repeatElement(PacketPrint.nothing, count: FlowTrace.maximumPrints))
  }

  private mutating func update(
    _ index: Int, _ record: FlowRecord, _ packet: IPPacket, _ bytes: Span<UInt8>,
    _ sender: FlowKey.Side, _ time: Timestamp
  ) {
    traces[index].start = record.start
    traces[index].end = record.end
    traces[index].initiator = record.initiator
    traces[index].bytes = record.bytes
    traces[index].packets = record.packets
    let count = traces[index].printCount
    let ofSide = sender == .low ? traces[index].printsOfSide.low : traces[index].printsOfSide.high
    guard count < FlowTrace.maximumPrints, ofSide < FlowTrace.maximumOfSide else { return }
    prints[traces[index].firstPrint + count] = PacketPrint(packet, bytes, sender: sender, at: time)
    traces[index].printCount += 1
    if sender == .low {
      traces[index].printsOfSide.low += 1
    } else {
      traces[index].printsOfSide.high += 1
    }
  }
}

extension PacketPrint {
  /// A place for a print.
  static let nothing = PacketPrint(
    IPPacket(), [UInt8]().span, sender: .low, at: Timestamp(nanoseconds: 0))
}
