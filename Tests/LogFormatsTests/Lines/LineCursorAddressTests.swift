import NATModel
import Testing

@testable import LogFormats

/// Addresses read side by side against the parser that goes byte by byte.
@Suite struct LineCursorAddressTests {
  /// Space around a text, so that all of it can be looked at together.
  private static func padded(_ text: [UInt8]) -> [UInt8] {
    [UInt8](repeating: 0x20, count: 8) + text + [UInt8](repeating: 0x20, count: 64)
  }

  private static func mutated(_ text: String, _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = Array(text.utf8)
    guard Bool.random(using: &random), let place = bytes.indices.randomElement(using: &random)
    else {
      return bytes
    }
    bytes[place] = Array("0123456789.:/ afx".utf8).randomElement(using: &random) ?? 0
    return bytes
  }

  @Test func endpointsAreThoseOfTheGeneralParser() {
    var random = SeededGenerator(seed: 71)
    let slash = UInt8(ascii: "/")
    var read = 0
    for _ in 0..<20_000 {
      let octets = (0..<4).map { _ in
        String(
          Int.random(
            in: 0..<(Int.random(in: 0..<20, using: &random) == 0 ? 1100 : 256), using: &random))
      }
      let port = Int.random(in: 0..<70_000, using: &random)
      let text = LineCursorAddressTests.mutated(
        "\(octets.joined(separator: "."))/\(port)", &random)
      let bytes = LineCursorAddressTests.padded(text)
      var line = LineCursor(bytes.span, from: 8, to: 8 + text.count)
      let parts = text.split(separator: slash, maxSplits: 1, omittingEmptySubsequences: false)
      let digits = parts.count == 2 ? parts[1].prefix { $0 &- 0x30 < 10 } : []
      let number = Int(String(decoding: digits, as: UTF8.self))
      let address = IPAddress(String(decoding: parts[0], as: UTF8.self))
      let found = line.readIPv4Endpoint(separator: slash)
      guard let address, address.isIPv4, let number, number <= 65535, digits.count <= 7 else {
        #expect(found == nil && line.position == 8)
        continue
      }
      read += 1
      #expect(found?.0 == address && found.map { Int($0.1) } == number)
      #expect(line.position == 8 + parts[0].count + 1 + digits.count)
      var other = LineCursor(bytes.span, from: 8, to: 8 + text.count)
      #expect(other.readIPv4() == address)
    }
    #expect(read > 5000)
  }

  @Test func noEndpointBeginsWithinANumber() {
    let bytes = LineCursorAddressTests.padded(Array("110.0.0.1:5".utf8))
    var line = LineCursor(bytes.span, from: 0, to: bytes.count)
    line.seek(to: 9)
    #expect(line.readIPv4Endpoint(separator: UInt8(ascii: ":")) == nil)
  }

  @Test func IPv6AddressesAreThoseOfTheGeneralParser() {
    var random = SeededGenerator(seed: 73)
    var read = 0
    for _ in 0..<20_000 {
      let groups = (0..<Int.random(in: 0...9, using: &random)).map { _ in
        String(
          UInt16.random(in: 0...65535, using: &random) >> UInt16.random(in: 0..<16, using: &random),
          radix: 16)
      }
      let gap = Int.random(in: 0...groups.count, using: &random)
      let text = LineCursorAddressTests.mutated(
        groups.count == 8
          ? groups.joined(separator: ":")
          : groups[..<gap].joined(separator: ":") + "::" + groups[gap...].joined(separator: ":"),
        &random)
      let bytes = LineCursorAddressTests.padded(text)
      var line = LineCursor(bytes.span, from: 8, to: 8 + text.count)
      let found = line.readIPv6()
      let expected = IPAddress(String(decoding: text, as: UTF8.self))
      if let found {
        read += 1
        // What follows is up to the caller.
        let taken = text.prefix(line.position - 8)
        #expect(found == IPAddress(String(decoding: taken, as: UTF8.self)))
      } else {
        #expect(line.position == 8)
        // Left to the general parser: with an IPv4 address at the end, or none at all.
        #expect(expected == nil || expected?.isIPv4 == true || text.contains(UInt8(ascii: ".")))
      }
    }
    #expect(read > 5000)
  }

  @Test func hexadecimalNumbersAreThoseOfTheLibrary() throws {
    var random = SeededGenerator(seed: 79)
    for _ in 0..<5000 {
      let value =
        UInt64.random(in: 0...UInt64.max, using: &random)
        >> UInt64.random(in: 0..<64, using: &random)
      let digits = String(value, radix: 16, uppercase: Bool.random(using: &random))
      let zeros = String(
        repeating: "0", count: Int.random(in: 0...16 - digits.count, using: &random))
      for (text, end) in [(zeros + digits, ""), ("0x" + digits, "g"), (digits, ":1")] {
        let bytes = LineCursorAddressTests.padded(Array((text + end).utf8))
        var line = LineCursor(bytes.span, from: 8, to: bytes.count)
        #expect(try line.readHexadecimal() == value)
        #expect(line.position == 8 + text.utf8.count)
      }
    }
    var long = LineCursor(Array("00000000000000001".utf8).span)
    #expect(throws: LineFault.self) { try long.readHexadecimal() }
  }
}
