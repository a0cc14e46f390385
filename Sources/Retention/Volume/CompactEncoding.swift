package import NATModel

/// The fewest whole bytes that say what a record keeps: what a provider could store if it chose to.
///
/// One record each, numbers in network byte order, no header and no padding:
///
/// | octets | what | where |
/// | - | - | - |
/// | 1 | which fields follow, one bit each: see below | always |
/// | 6 | start, milliseconds since 1970 UTC | bit 0 |
/// | 4 | length in milliseconds, 2^32 - 1 if longer | bit 0 |
/// | 4 | number of the subscriber | no inside address |
/// | 4 or 16 | inside address | bit 1; 16 octets with bit 7 |
/// | 4 or 16 | shared address | bit 2 |
/// | 2 | port of the shared address, or first port of a block | bit 3 |
/// | 2 | last port of a block | bit 4, without bit 6 |
/// | 1 | protocol | bit 5 |
/// | 4 or 16, 2 | destination and its port (0 if none) | bit 6 |
/// | 1, n | length of the host name and its octets, at most 255 | bit 4, with bit 6 |
///
/// Bit 7 says that the addresses have 16 octets, IPv4 ones IPv4-mapped. The subscriber's own port
/// and the protocol's unknown value are left out. Fixed widths are what makes a log searchable
/// without decoding it; what a compressor makes of them is measured beside.
package struct CompactEncoding: RecordEncoding {
  package let id = "compact"
  package let title = "Fixed-width binary records"
  package let family = EncodingFamily.compact
  private var bytes: [UInt8] = []

  /// An encoding that has written nothing.
  package init() {}

  package var waiting: Int { bytes.count }

  package func fields(writing entry: RetainedEntry) -> EventFields? {
    entry.moment == .whole || entry.moment == .standing ? entry.event.fields.union(.time) : nil
  }

  package mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  package mutating func write(_ entry: RetainedEntry, texts: TextTable) -> Bool {
    guard fields(writing: entry) != nil else { return false }
    let record = entry.record
    let isBlock = entry.event.has(.outsidePortLast)
    let isLong = [record.inside, record.outside, record.destination].contains {
      $0?.isIPv4 == false
    }
    var bits: UInt8 = 0
    for (bit, isThere) in [
      record.span != nil, record.inside != nil, record.outside != nil, record.ports != nil,
      isBlock || record.host != nil, record.proto != nil, record.destination != nil, isLong,
    ].enumerated() where isThere {
      bits |= 1 << UInt8(bit)
    }
    bytes.append(bits)
    if let span = record.span {
      append(UInt64(clamping: span.start.nanoseconds / 1_000_000), octets: 6)
      append(UInt64(UInt32(clamping: span.length / 1_000_000)), octets: 4)
    }
    if record.inside == nil { append(UInt64(record.subscriber.rawValue), octets: 4) }
    append(record.inside, isLong)
    append(record.outside, isLong)
    if let ports = record.ports {
      append(UInt64(ports.lowerBound), octets: 2)
      if isBlock { append(UInt64(ports.upperBound), octets: 2) }
    }
    if let proto = record.proto { bytes.append(proto.rawValue) }
    guard record.destination != nil else { return true }
    append(record.destination, isLong)
    append(UInt64(record.destinationPort ?? 0), octets: 2)
    guard let name = record.host else { return true }
    let host = texts.bytes(of: name).prefix(255)
    bytes.append(UInt8(host.count))
    bytes.append(contentsOf: host)
    return true
  }

  private mutating func append(_ address: IPAddress?, _ isLong: Bool) {
    guard let address else { return }
    guard isLong else { return append(UInt64(address.ipv4), octets: 4) }
    append(address.high, octets: 8)
    append(address.low, octets: 8)
  }

  private mutating func append(_ value: UInt64, octets: Int) {
    for octet in stride(from: octets - 1, through: 0, by: -1) {
      bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * octet)))
    }
  }
}
