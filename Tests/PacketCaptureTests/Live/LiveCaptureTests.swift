import Foundation
import NATModel
import Testing

@testable import PacketCapture

/// Capturing on the loopback interface; only root may.
@Suite(.enabled(if: geteuid() == 0, "capturing needs root"), .serialized)
struct LiveCaptureTests {
  /// Sends datagrams to a port of this machine until it is told to stop.
  final class Sender: @unchecked Sendable {
    private let lock = NSLock()
    private var isDone = false

    func run(port: UInt16) {
      Thread.detachNewThread { [self] in
        let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        while !lock.withLock({ isDone }) {
          let payload = [UInt8](repeating: 7, count: 1000)
          _ = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { target in
              unsafe sendto(
                descriptor, payload, payload.count, 0, target,
                socklen_t(MemoryLayout<sockaddr_in>.size))
            }
          }
          usleep(2000)
        }
        close(descriptor)
      }
    }

    func stop() { lock.withLock { isDone = true } }
  }

  static func options(port: Int, packets: UInt64) -> LiveOptions {
    var options = LiveOptions(interface: "lo")
    options.filter = "udp and dst port \(port)"
    options.packets = packets
    options.duration = 20_000_000_000
    return options
  }

  static func capture(_ options: LiveOptions, port: UInt16) throws -> (
    events: [Event], result: CaptureResult, counts: LiveCounts
  ) {
    let sender = Sender()
    sender.run(port: port)
    defer { sender.stop() }
    var texts = TextTable()
    var sink = EventCollector()
    let (result, counts) = try CaptureReader().capture(options, texts: &texts, into: &sink)
    return (sink.events, result, counts)
  }

  @Test("packets that pass the filter become a flow; what the system counted is reported")
  func summary() throws {
    let (events, result, counts) = try LiveCaptureTests.capture(
      LiveCaptureTests.options(port: 47111, packets: 20), port: 47111)
    #expect(result.statistics.packets == 20)
    #expect(counts.received >= 20)
    #expect(counts.dropped == 0)
    let flow = try #require(events.first { $0.kind == .flow })
    #expect(flow.packets == 20)
    #expect(flow.destinationPort == 47111)
    #expect(flow.bytes == 20 * 1028)
  }

  @Test("files take turns, and the oldest is deleted")
  func rotation() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "natlens-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var options = LiveCaptureTests.options(port: 47112, packets: 30)
    var output = CaptureOutput(path: folder.appending(path: "live.pcap").path())
    output.maximumBytes = 6000
    output.maximumFiles = 3
    options.output = output
    let (_, _, counts) = try LiveCaptureTests.capture(options, port: 47112)
    #expect(counts.files.count == 3)
    let present = try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
    #expect(present == counts.files.map { String($0.split(separator: "/").last ?? "") })
    for file in counts.files {
      let run = try CaptureRun.of(path: file)
      #expect(run.statistics.packets == 5)
      #expect(run.damage == nil)
      #expect(run.events(.flow).first?.destinationPort == 47112)
    }
  }

  @Test("one file holds every packet; it stops when it is not wanted any more")
  func stops() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "natlens-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "live.pcap").path()
    var options = LiveOptions(interface: "lo")
    options.filter = "udp and dst port 47113"
    options.output = CaptureOutput(path: path)
    var texts = TextTable()
    var sink = EventCollector()
    var asked = 0
    let (result, _) = try CaptureReader().capture(options, texts: &texts, into: &sink) {
      asked += 1
      return asked < 3
    }
    #expect(result.statistics.packets == 0)
    #expect(try CaptureRun.of(path: path).statistics.packets == 0)
    options.duration = 100_000_000
    let timed = try CaptureReader().capture(options, texts: &texts, into: &sink)
    #expect(timed.result.statistics.packets == 0)
  }

  @Test("a wrong filter and a missing interface are errors")
  func errors() {
    var texts = TextTable()
    var sink = EventCollector()
    var options = LiveOptions(interface: "lo")
    options.filter = "no such filter"
    #expect(throws: CaptureError.self) {
      try CaptureReader().capture(options, texts: &texts, into: &sink)
    }
    #expect(throws: CaptureError.self) {
      try CaptureReader().capture(
        LiveOptions(interface: "nosuch0"), texts: &texts, into: &sink)
    }
  }
}
