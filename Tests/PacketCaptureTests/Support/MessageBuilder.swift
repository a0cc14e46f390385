import NATModel

/// Builds the messages that names are read from.
enum MessageBuilder {
  // MARK: TLS

  /// A server_name extension.
  static func serverName(_ name: String) -> [UInt8] {
    let entry = [0] + PacketBuilder.uint16(name.utf8.count) + Array(name.utf8)
    return extensionOf(0, PacketBuilder.uint16(entry.count) + entry)
  }

  /// Any extension.
  static func extensionOf(_ type: Int, _ data: [UInt8]) -> [UInt8] {
    PacketBuilder.uint16(type) + PacketBuilder.uint16(data.count) + data
  }

  /// The handshake message of a ClientHello.
  static func handshake(extensions: [[UInt8]]) -> [UInt8] {
    let all = extensions.flatMap { $0 }
    var body: [UInt8] = [3, 3] + [UInt8](repeating: 7, count: 32)
    body += [32] + [UInt8](repeating: 8, count: 32)
    body += PacketBuilder.uint16(4) + [0x13, 1, 0x13, 2] + [1, 0]
    body += PacketBuilder.uint16(all.count) + all
    return [1] + PacketBuilder.uint24(body.count) + body
  }

  /// A ClientHello in TLS records of at most so many bytes.
  static func clientHello(
    _ name: String?, before: Int = 0, after: Int = 0, record: Int = 16384
  ) -> [UInt8] {
    var extensions: [[UInt8]] = []
    if before > 0 { extensions.append(extensionOf(51, [UInt8](repeating: 5, count: before))) }
    if let name { extensions.append(serverName(name)) }
    if after > 0 { extensions.append(extensionOf(21, [UInt8](repeating: 0, count: after))) }
    return records(handshake(extensions: extensions), of: record)
  }

  /// Handshake bytes cut into records.
  static func records(_ bytes: [UInt8], of size: Int) -> [UInt8] {
    stride(from: 0, to: bytes.count, by: size).flatMap { start in
      let part = bytes[start..<min(start + size, bytes.count)]
      return [22, 3, 1] + PacketBuilder.uint16(part.count) + part
    }
  }

  // MARK: DNS

  /// A name without compression.
  static func name(_ text: String) -> [UInt8] {
    text.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
  }

  /// A pointer to an offset in the message.
  static func pointer(_ offset: Int) -> [UInt8] { PacketBuilder.uint16(0xc000 | offset) }

  /// A resource record.
  static func record(_ owner: [UInt8], type: Int, _ data: [UInt8]) -> [UInt8] {
    owner + PacketBuilder.uint16(type) + PacketBuilder.uint16(1) + PacketBuilder.uint32(60)
      + PacketBuilder.uint16(data.count) + data
  }

  /// An A or AAAA record.
  static func address(_ owner: [UInt8], _ address: IPAddress) -> [UInt8] {
    record(owner, type: address.isIPv4 ? 1 : 28, PacketBuilder.bytes(address))
  }

  /// A response; its question starts at offset 12.
  static func response(
    _ question: String, answers: [[UInt8]], authority: [[UInt8]] = [], claims: Int? = nil,
    flags: Int = 0x8180
  ) -> [UInt8] {
    PacketBuilder.uint16(0x1234) + PacketBuilder.uint16(flags) + PacketBuilder.uint16(1)
      + PacketBuilder.uint16(claims ?? answers.count) + PacketBuilder.uint16(authority.count)
      + PacketBuilder.uint16(0) + name(question) + PacketBuilder.uint16(1) + PacketBuilder.uint16(1)
      + answers.flatMap { $0 } + authority.flatMap { $0 }
  }
}
