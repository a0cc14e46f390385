import LogFormats
import NATModel
import Testing

@Suite struct TextOutputTests {
  private func text(_ body: (inout TextOutput) -> Void) -> String {
    var output = TextOutput()
    body(&output)
    return String(decoding: output.take(), as: UTF8.self)
  }

  @Test func `numbers are what String makes of them, padded`() {
    for number in [0, 1, 9, 10, 11, 99, 100, 101, 999, 1000, 65_535, 4_294_967_295, UInt64.max] {
      #expect(text { $0.write(number) } == String(number))
      let digits = String(number)
      let padded = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
      #expect(text { $0.write(number, width: 6) } == padded)
    }
    #expect(text { $0.write(UInt8(7), width: 0) } == "7")
    #expect(text { $0.write(UInt16(7), width: 99) } == String(repeating: "0", count: 19) + "7")
  }

  @Test func `addresses and times are those of NATModel`() throws {
    for address in ["0.0.0.0", "10.9.100.255", "255.255.255.255", "2001:db8::1"] {
      let address = try #require(IPAddress(address))
      #expect(text { $0.write(address) } == address.description)
    }
    for nanoseconds in [
      0, 1, -1, 999_999_999, 1_000_000_000, 1_795_521_600_123_456_789, Int64.min, Int64.max,
    ] {
      let time = Timestamp(nanoseconds: nanoseconds)
      for digits in 0...9 where nanoseconds != .min {
        #expect(
          text { $0.write(time, fractionDigits: digits) } == time.rfc3339(fractionDigits: digits))
      }
      _ = text { $0.write(time, fractionDigits: 3) }
    }
  }

  @Test func `pieces of every length come out in order, however they are taken`() {
    var output = TextOutput()
    var expected: [UInt8] = []
    for length in 0..<1200 {
      let piece = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ length) }
      switch length % 3 {
      case 0: output.write(piece[...])
      case 1: for byte in piece { output.write(byte: byte) }
      default:
        output.write("literal")
        output.write(string: String(length))
        expected += Array("literal\(length)".utf8)
        continue
      }
      expected += piece
    }
    #expect(output.bytes == expected && output.count == expected.count)
    output.removeLast()
    expected.removeLast()
    #expect(output.take() == expected && output.count == 0 && output.bytes.isEmpty)
    output.removeLast()
    output.write("x")
    output.removeAll()
    #expect(output.count == 0 && output.take().isEmpty)
  }
}
