import NATModel
import Testing

@testable import LogFormats

/// Messages of one sender, as they come out of packets.
@Suite struct SyslogReceiverTests {
  private static let sender = IPAddress(ipv4: 0x0a00_0001)
  private static let day: Int64 = 86_400_000_000_000

  private static func built(_ clock: String, _ id: Int) -> String {
    "<166>\(clock) asa : %ASA-6-302013: Built outbound TCP connection \(id) for "
      + "outside:198.51.100.7/443 (198.51.100.7/443) to inside:10.0.0.1/4000\(id) "
      + "(203.0.113.9/2000\(id))"
  }

  private func receive(
    _ messages: [(text: String, after: Int64)], zone: ZoneRules = .utc
  ) -> (events: [Event], senders: [SyslogReceiver.Sender]) {
    let receiver = SyslogReceiver(file: 0, zone: zone)
    var texts = TextTable()
    for (number, message) in messages.enumerated() {
      let bytes = Array(message.text.utf8)
      receiver.receive(
        bytes.span, from: Self.sender,
        SyslogReceiver.Arrival(
          packet: UInt64(number + 1), time: reference.advanced(by: message.after), resolution: 1000),
        texts: &texts)
    }
    let senders = receiver.finish(texts: &texts)
    return (receiver.events, senders)
  }

  private func clock(_ time: Timestamp) -> String {
    let civil = time.civil
    let months =
      ["Jan", "Feb", "Mar", "Apr", "May", "Jun"]
      + ["Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let day = civil.day < 10 ? " \(civil.day)" : "\(civil.day)"
    return "\(months[Int(civil.month) - 1]) \(day) \(two(Int(civil.hour))):"
      + "\(two(Int(civil.minute))):\(two(Int(civil.second)))"
  }

  @Test func `a year that is not stated is that of the arrival, however long the capture`() {
    let later = (0..<6).map { Int64($0) * 3 * Self.day }
    let got = receive(
      later.enumerated().map { number, after in
        (Self.built(clock(reference.advanced(by: after)), number), after)
      })
    #expect(got.senders.map(\.dialect) == ["cisco-asa"])
    #expect(
      got.events.map(\.time)
        == later.map { reference.advanced(by: $0).floored(to: 1_000_000_000) })
  }

  @Test func `the user's zone holds for times that state none`() {
    let message = Self.built(clock(reference), 1)
    let got = receive([(message, 0)], zone: ZoneRules(offsetSeconds: 3600))
    #expect(
      got.events.first?.time
        == reference.floored(to: 1_000_000_000).advanced(by: -3_600_000_000_000))
  }

  @Test func `empty messages are none, and those of no dialect are skipped`() {
    let got = receive(Array(repeating: ("", 0), count: 500) + [("hello", 0), ("world", 0)])
    #expect(got.events.isEmpty)
    #expect(got.senders.map(\.lines) == [2] && got.senders.map(\.skipped) == [2])
  }
}
