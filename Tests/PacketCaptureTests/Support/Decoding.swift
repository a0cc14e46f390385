import NATModel

@testable import PacketCapture

/// Decodes one frame, and says what came of it.
func decode(
  _ bytes: [UInt8], link: LinkType = .ethernet, originalLength: Int? = nil
) -> (packet: IPPacket, fault: PacketFault?) {
  var packet = IPPacket()
  do throws(PacketFault) {
    try PacketDecoder.decode(
      bytes.span, linkType: link, originalLength: originalLength ?? bytes.count, into: &packet)
    return (packet, nil)
  } catch {
    return (packet, error)
  }
}

extension IPPacket {
  /// Endpoints, protocol and payload as one line.
  var line: String {
    "\(proto.name) \(source):\(sourcePort) > \(destination):\(destinationPort) "
      + "\(length) \(payload.count)+\(missing)"
  }
}

extension CaptureDecoder {
  /// Ends everything, as a reader does behind the last packet.
  mutating func endCapture(_ texts: inout TextTable) {
    finish(texts: &texts)
    while finishFlows(upTo: 100, texts: &texts) {}
    completeStatistics(texts)
  }
}

/// Every prefix of the bytes, and every copy with one byte changed in a few ways.
func variants(of bytes: [UInt8], _ body: ([UInt8]) -> Void) {
  for length in 0..<bytes.count { body(Array(bytes[..<length])) }
  for index in bytes.indices {
    var changed = bytes
    for value in [0, 1, 0x40, 0x7f, 0x80, 0xc0, 0xff, bytes[index] ^ 1, bytes[index] &+ 1] {
      changed[index] = value
      body(changed)
    }
  }
}
