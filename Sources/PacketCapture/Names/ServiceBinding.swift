import NATModel

/// The data of an SVCB or HTTPS record (RFC 9460): where a service is, with hints of its addresses.
///
///     priority 2 | target name | { key 2 | length 2 | value }
struct ServiceBinding {
  /// The target name as ``DNSName`` wrote it; empty for the root, which stands for the owner.
  var target = 0..<0
  /// Addresses hinted at, those of IPv4 and IPv6 in the order of the record.
  var hints: [IPAddress] = []
  /// True if there is a key for encrypted hellos (RFC 9848).
  var hasEncryptedHelloKey = false

  /// Addresses taken of one record at most.
  static let maximumHints = 64

  /// Reads the data between the bounds of a cursor.
  static func read(
    _ bytes: Span<UInt8>, _ data: ByteCursor, start: Int, into text: inout [UInt8]
  ) throws(MessageFault) -> ServiceBinding {
    var cursor = data
    var service = ServiceBinding()
    _ = try cursor.uint16(bytes)
    service.target = try DNSName.read(bytes, &cursor, start: start, into: &text)
    while cursor.offset < cursor.limit {
      let key = try cursor.uint16(bytes)
      let length = try cursor.uint16(bytes)
      try cursor.need(length, of: bytes)
      let value = cursor.offset..<cursor.offset + length
      cursor.offset += length
      switch key {
      case 4:
        guard length % 4 == 0 else { throw .malformed }
        for place in stride(from: value.lowerBound, to: value.upperBound, by: 4) {
          service.hint(bytes.ipv4Address(at: place))
        }
      case 5: service.hasEncryptedHelloKey = true
      case 6:
        guard length % 16 == 0 else { throw .malformed }
        for place in stride(from: value.lowerBound, to: value.upperBound, by: 16) {
          service.hint(bytes.ipv6Address(at: place))
        }
      default: break
      }
    }
    return service
  }

  private mutating func hint(_ address: IPAddress) {
    if hints.count < ServiceBinding.maximumHints { hints.append(address) }
  }
}
