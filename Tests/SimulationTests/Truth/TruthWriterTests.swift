import NATModel
import Simulation
import Testing

@Suite struct TruthWriterTests {
  @Test func `what is written is read back`() throws {
    let world = try SmallWorld.make("time.days=0.4")
    let expected = try SmallWorld.run(world).truth.truth
    final class Bytes { var bytes: [UInt8] = [] }
    let bytes = Bytes()
    var writer = TruthWriter(sessions: true) { bytes.bytes += $0 }
    var log = SmallWorld.EventLog()
    let report = try world.run(sink: &log, truth: &writer)
    try writer.finish()
    let lines = bytes.bytes.split(separator: 0x0a).map { String(decoding: $0, as: UTF8.self) }
    #expect(
      lines.count { $0.contains("\"kind\":\"connection\"") }
        == report.nat.sessions + report.nat.extended + report.nat.blocked)
    #expect(TruthFile.recognises(firstLine: lines[0]))
    let file = TruthFile(bytes.bytes, origin: "simulated")
    #expect(file.malformed.isEmpty)
    #expect(file.truth.requesters == expected.requesters && !expected.requesters.isEmpty)
    func order(_ left: Truth.Visit, _ right: Truth.Visit) -> Bool {
      (left.time, left.subscriber, left.site) < (right.time, right.subscriber, right.site)
    }
    #expect(file.truth.visits == expected.visits.sorted(by: order) && !expected.visits.isEmpty)
  }
}
