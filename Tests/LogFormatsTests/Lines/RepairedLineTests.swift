import LogFormats
import NATModel
import Testing

/// Lines whose bytes were changed on their way.
@Suite struct RepairedLineTests {
  private let head = "Nov 23 2026 10:00:00 fw : %ASA-6-302015: Built outbound UDP connection 7"
  private let tail = " for a:9.9.9.9/53 (9.9.9.9/53) to b:10.0.0.1/1000 (203.0.113.1/2000)"

  @Test func escapesAndNULsAreUndone() throws {
    let broken = head + " for a:9.9.9.9/53#040(9.9.9.9/53)\0 to b:10.0.0.1/1000"
    let split: String = head + "#012" + String(tail.dropFirst())
    let padded: String = head + tail + "\0\0\r"
    let texts: [String] = [split, broken, padded, head + tail + "#000"]
    // `#040` is a blank: no control character, so it stands as it is and the record is rejected.
    for (text, count) in zip(texts, [1, 0, 1, 1]) {
      let got = try read(Array((text + "\n").utf8))
      #expect(got.events.count == count, "\(text)")
      #expect(got.report.rejects.total == 1 - count, "\(text)")
    }
  }

  @Test func aRecordOfSeveralLinesInOne() throws {
    let text =
      "Tue Jun  9 00:03:48 2015#012#011User-Name = \"ann\"#012#011Framed-IP-Address = 10.0.0.7"
      + "#012#011Acct-Status-Type = Start#012#011Timestamp = 1433801028\n"
    let file = try ScratchFile(Array(text.utf8))
    let got = try read(file.path, dialect: RADIUSDetail())
    #expect(got.events.map(\.inside) == [ip("10.0.0.7")] && got.report.rejects.total == 0)
  }

  @Test func whatCannotBeRepairedIsRejectedAsItStood() throws {
    let text = head + " for nobody#012\n"
    let file = try ScratchFile(Array(text.utf8))
    let got = try quarantined(file.path)
    #expect(got.map(\.bytes) == [Array(text.utf8.dropLast())])
  }
}
