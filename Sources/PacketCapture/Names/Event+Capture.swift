import NATModel

extension Event {
  /// A name observation, still without endpoints.
  init(name host: TextID, _ source: NameSource, _ context: NameReader.Context, file: UInt32) {
    self.init(.name)
    fields = [.time, .inside, .destination, .host]
    time = context.time
    resolution = context.resolution
    self.host = host
    nameSource = source
    location = SourceLocation(file: file, record: context.number)
  }

  /// A flow that has ended.
  ///
  /// Inside is the initiator, or, if exactly one side has an address that cannot be an Internet
  /// destination, that side. Ports are stated for TCP and UDP; the identifier of an ICMP query is
  /// the inside port. The record number is that of the first packet.
  init(_ flow: FlowRecord, resolution: UInt32, file: UInt32, texts: inout TextTable) {
    self.init(.flow)
    var side = flow.initiator
    let isLowInside = flow.key.low.isInsideRange
    if isLowInside != flow.key.high.isInsideRange { side = isLowInside ? .low : .high }
    fields = [.time, .start, .inside, .destination, .proto, .bytes, .packets]
    start = flow.start
    time = flow.end
    self.resolution = resolution
    (inside, insidePort) = flow.endpoint(side)
    (destination, destinationPort) = flow.endpoint(side.other)
    proto = flow.key.proto
    switch proto {
    case .tcp, .udp: fields.formUnion([.insidePort, .destinationPort])
    case .icmp, .icmpv6:
      destinationPort = 0
      fields.insert(.insidePort)
    default: break
    }
    bytes = flow.bytes
    packets = flow.packets
    realm = texts.realm(of: side == .low ? flow.outer.low : flow.outer.high)
    location = SourceLocation(file: file, record: flow.firstPacket)
  }
}

extension TextTable {
  /// The name of the address space behind a DS-Lite softwire: the B4's address (RFC 6333), or none.
  mutating func realm(of softwireEnd: IPAddress) -> TextID {
    softwireEnd == .unspecified ? .none : intern("\(softwireEnd)")
  }
}
