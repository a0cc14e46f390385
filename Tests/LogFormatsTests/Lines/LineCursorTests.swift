import LogFormats
import NATModel
import Testing

@Suite struct LineCursorTests {
  @Test func addressesAgreeWithTheGeneralParser() {
    var random = SeededGenerator(seed: 17)
    var texts: [String] = [
      "1.2.3.4", "255.255.255.255", "256.1.1.1", "1.1.1.256", "1.2.3", "1.2.3.4.5", "1..2.3",
      ".1.2.3", "1.2.3.", "0001.2.3.4", "091.245.130.008", "1.2.3.4444", "300.400.500.600", "",
      "a.b.c.d", "1.2.3.4a", "299.1.1.1", "1.2\u{e9}3.4",
    ]
    for _ in 0..<3000 {
      let octets = (0..<4).map { _ in String(Int.random(in: 0...299, using: &random)) }
      texts.append(octets.joined(separator: "."))
      var mutated = Array((texts.last ?? "").utf8)
      mutated[Int.random(in: 0..<mutated.count, using: &random)] =
        "0123456789.:a".utf8.randomElement(using: &random) ?? 0
      texts.append(String(decoding: mutated, as: UTF8.self))
    }
    for text in texts {
      let expected = IPAddress(parsing: Array(text.utf8).span)
      for tail in [
        "", "/1", " ", ",x", "/12345678 and much more text behind it, so that there is room",
      ] {
        let bytes = Array((text + tail).utf8)
        var cursor = LineCursor(bytes.span)
        let got = try? cursor.readAddress(before: UInt8(ascii: "/"))
        let position = cursor.position
        #expect(got == expected, "\(text)\(tail)")
        #expect(position == (got == nil ? 0 : text.utf8.count), "\(text)\(tail)")
      }
    }
  }

  @Test func numbersOfAnyLength() throws {
    let tails = ["", "x", " and much more text behind it, so that there is room for wide loads"]
    var value: UInt64 = 0
    for digit in 1...19 as ClosedRange<UInt64> {
      value = value * 10 + digit % 10
      for tail in tails {
        let bytes = Array("\(value)\(tail)".utf8)
        var cursor = LineCursor(bytes.span)
        let read = try cursor.readNumber()
        let position = cursor.position
        #expect(read == value && position == bytes.count - tail.utf8.count)
      }
    }
    for tail in tails {
      for text in ["18446744073709551616", "99999999999999999999999", "", "-1", "x"] {
        let bytes = Array((text + tail).utf8)
        var cursor = LineCursor(bytes.span)
        let read = try? cursor.readNumber()
        let position = cursor.position
        #expect(read == nil && position == 0, "\(text)\(tail)")
      }
      let bytes = Array("18446744073709551615\(tail)".utf8)
      var cursor = LineCursor(bytes.span)
      let read = try cursor.readNumber()
      #expect(read == .max)
    }
  }

  @Test func everyPort() throws {
    for port in 0...65535 as ClosedRange<UInt16> {
      let bytes = Array("\(port)".utf8)
      var cursor = LineCursor(bytes.span)
      let read = try cursor.readPort()
      #expect(read == port)
    }
    for text in ["65536", "99999", "134047", "12345678", "999999999999"] {
      let bytes = Array(text.utf8)
      var cursor = LineCursor(bytes.span)
      do throws(LineFault) {
        let read = try cursor.readPort()
        Issue.record("\(text) was read as \(read)")
      } catch {
        #expect(error.reason == .portOutOfRange)
      }
    }
  }

  @Test(arguments: [
    ("0:00:00", 0), ("0:01:07", 67), ("92:24:20", 332_660), ("100000:00:01", 360_000_001),
  ])
  func durations(text: String, seconds: Int64) throws {
    let bytes = Array(text.utf8)
    var cursor = LineCursor(bytes.span)
    let read = try cursor.readDuration()
    #expect(read == seconds)
  }

  @Test(arguments: ["", "1:2:3", "0:60:00", "0:00:60", "0:00", "99999999999:00:00", ":00:00"])
  func noDurations(text: String) {
    let bytes = Array(text.utf8)
    var cursor = LineCursor(bytes.span)
    let read = try? cursor.readDuration()
    #expect(read == nil)
  }

  @Test func movesStayWithinTheLine() {
    let bytes = Array("abc".utf8)
    var cursor = LineCursor(bytes.span)
    cursor.advance(by: 100)
    let end = (cursor.position, cursor.peek())
    #expect(end == (3, 0))
    cursor.advance(by: -100)
    let front = (cursor.position, cursor.peek())
    #expect(front == (0, UInt8(ascii: "a")))
    cursor.seek(to: .max)
    let far = cursor.position
    #expect(far == 3)
    cursor.seek(to: .min)
    let found = (cursor.skip("ab"), cursor.peek(5), cursor.skip("cd"))
    #expect(found == (true, 0, false))
    let past = (cursor.skipPast(UInt8(ascii: "c")), cursor.skipPast(UInt8(ascii: "c")))
    #expect(past == (true, false))
    let none = (cursor.skipPast("x"), cursor.position)
    #expect(none == (false, 3))
  }
}
