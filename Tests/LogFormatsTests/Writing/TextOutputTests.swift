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

  @Test func `numbers of every length are what String makes of them`() {
    var number: UInt64 = 1
    for round in 0..<64 {
      for value in [number - 1, number, number &* 3, number &* 7 &+ 5, ~number] {
        #expect(text { $0.write(value) } == String(value))
        #expect(
          text { $0.write(UInt32(truncatingIfNeeded: value)) }
            == "\(UInt32(truncatingIfNeeded: value))")
        #expect(text { $0.write(hexadecimal: value) } == String(value, radix: 16))
        let padded = String(String(value).reversed()) + String(repeating: "0", count: 20)
        let wide = String(padded.prefix(max(20, String(value).count)).reversed())
        #expect(text { $0.write(value, width: 20) } == wide)
      }
      if round < 63 { number *= 2 }
    }
    for port in stride(from: 0, through: 65_535, by: 7) {
      #expect(text { $0.write(UInt16(port)) } == String(port))
    }
    for share in [0, 1, 9_999, 10_000] {
      let digits = String(10_000 + share % 10_000).dropFirst()
      #expect(text { $0.write(tenThousandths: UInt16(share)) } == "\(share / 10_000).\(digits)")
    }
  }

  @Test func `IPv6 addresses with every pattern of zero groups`() {
    for pattern in 0..<256 {
      var groups: [UInt64] = []
      for index in 0..<8 {
        groups.append(pattern >> index & 1 == 0 ? 0 : [0x1, 0xab, 0xdb8, 0x2001][index % 4])
      }
      let high = groups[..<4].reduce(0) { $0 << 16 | $1 }
      let low = groups[4...].reduce(0) { $0 << 16 | $1 }
      let address = IPAddress(high: high, low: low)
      #expect(text { $0.write(address) } == address.description)
    }
  }

  @Test func `seconds near and far apart, one output for all`() {
    var output = TextOutput()
    var expected = ""
    var seconds: Int64 = -200_000
    var state: UInt64 = 1
    for _ in 0..<20_000 {
      let time = Timestamp(nanoseconds: seconds * 1_000_000_000 + seconds % 1000 * 1_000_000)
      output.write(time)
      expected += time.description
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      seconds += state >> 63 == 0 ? 1 : Int64(state >> 33) % 90_061
    }
    #expect(String(decoding: output.bytes, as: UTF8.self) == expected)
    #expect(text { $0.writeTimeOfDay(9, 59, 7) } == "09:59:07")
    #expect(text { $0.writeDuration(seconds: 360_061) } == "100:01:01")
    #expect(text { $0.writeDuration(seconds: -1) } == "0:00:00")
  }
}
