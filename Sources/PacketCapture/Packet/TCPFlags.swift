/// The control bits of a TCP header (RFC 9293 section 3.1).
struct TCPFlags: OptionSet, BitwiseCopyable {
  let rawValue: UInt8

  static let fin = TCPFlags(rawValue: 1)
  static let syn = TCPFlags(rawValue: 2)
  static let rst = TCPFlags(rawValue: 4)
  static let ack = TCPFlags(rawValue: 16)
}
