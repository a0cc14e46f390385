/// JSON strings (RFC 8259 section 7).
extension TextOutput {
  /// Appends text as a JSON string in quotes; a sequence that is not UTF-8 becomes U+FFFD.
  package mutating func writeJSONString(_ text: Span<UInt8>) {
    write(byte: UInt8(ascii: "\""))
    var isPlain = true
    for index in text.indices {
      let byte = text[index]
      isPlain =
        isPlain && byte >= 0x20 && byte < 0x7f && byte != UInt8(ascii: "\"")
        && byte != UInt8(ascii: "\\")
    }
    if isPlain {
      write(text)
    } else {
      let decoded = unsafe text.withUnsafeBufferPointer { bytes in
        unsafe String(decoding: bytes, as: UTF8.self)
      }
      for byte in decoded.utf8 { writeEscaped(byte) }
    }
    write(byte: UInt8(ascii: "\""))
  }

  private mutating func writeEscaped(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): write("\\\"")
    case UInt8(ascii: "\\"): write("\\\\")
    case 0x0a: write("\\n")
    case 0x0d: write("\\r")
    case 0x09: write("\\t")
    case 0..<0x20, 0x7f:
      write("\\u00")
      for digit in [byte >> 4, byte & 15] {
        write(byte: digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
      }
    default: write(byte: byte)
    }
  }
}
