import Foundation
import LogFormats
import NATModel
import Testing

@testable import PacketCapture

/// Bindings inferred from the captures of the lab's recordings, against what the kernel logged.
@Suite(.enabled(if: LabRecording.arePresent, "no recordings of the lab in this checkout"))
struct LabRecordingTests {
  @Test("conntrack's bindings are found and none is wrong", arguments: LabRecording.names)
  func bindings(name: String) throws {
    let lab = try LabRecording(name)
    var sides = TwoSides()
    #expect(try sides.add(path: lab.path("inside.pcap.zst"), file: 0, side: .inside) == nil)
    #expect(try sides.add(path: lab.path("outside.pcap.zst"), file: 1, side: .outside) == nil)
    var texts = TextTable()
    let (events, counts) = sides.events(texts: &texts)
    let sessions = events.filter { $0.kind == .session }
    let kernel = try lab.conntrack()
    #expect(kernel.count > 1000)

    var byBinding: [LabRecording.Binding: [Event]] = [:]
    for event in sessions { byBinding[LabRecording.Binding(event), default: []].append(event) }
    let found = kernel.count { entry in
      byBinding[entry.binding, default: []].contains { entry.overlaps($0) }
    }
    var byEntry: [LabRecording.Binding: [LabRecording.Entry]] = [:]
    for entry in kernel { byEntry[entry.binding, default: []].append(entry) }
    let wrong = sessions.filter { event in
      !byEntry[LabRecording.Binding(event), default: []].contains { $0.overlaps(event) }
    }
    #expect(Double(found) >= 0.99 * Double(kernel.count), "\(found) of \(kernel.count)")
    #expect(wrong.isEmpty)
    #expect(counts.sessions == sessions.count)
    #expect(counts.leastConfidence >= 9900)
    #expect(abs(counts.clockOffset) < 1_000_000)
    #expect(sessions.allSatisfy { $0.has([.confidence, .inside, .outside, .outsidePort]) })
  }
}

/// A recording of the lab, committed with the project.
struct LabRecording {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "samples/lab/recordings").path()
  static let names = ["fixed-ranges", "narrow-pool", "wide-pool"]
  static var arePresent: Bool { FileManager.default.fileExists(atPath: folder) }

  let name: String

  init(_ name: String) throws { self.name = name }

  func path(_ file: String) -> String { LabRecording.folder + "/" + name + "/" + file }

  /// Both endpoints of a binding and whom it goes to.
  struct Binding: Hashable {
    var inside: IPAddress
    var insidePort: UInt16
    var outside: IPAddress
    var outsidePort: UInt16
    var destination: IPAddress
    var destinationPort: UInt16
    var proto: TransportProtocol

    init(_ event: Event) {
      inside = event.inside
      insidePort = event.insidePort
      outside = event.outside
      outsidePort = event.outsidePort
      destination = event.destination
      destinationPort = event.proto == .icmp ? 0 : event.destinationPort
      proto = event.proto
    }
  }

  /// An entry of the kernel's table.
  struct Entry {
    var binding: Binding
    var start: Timestamp
    var end: Timestamp

    /// True if a session goes on at the same time; the kernel's times are those at which a program
    /// read them, up to a second late.
    func overlaps(_ event: Event) -> Bool {
      event.start <= end && start <= event.time.advanced(by: 1_000_000_000)
    }
  }

  /// What `conntrack -E` printed, openings and closings joined by id.
  func conntrack() throws -> [Entry] {
    var texts = TextTable()
    var sink = EventCollector()
    _ = try LogReader(options: ReadingOptions(threads: 1, now: Timestamp(nanoseconds: 0))).read(
      InputSource.open(path("conntrack.log.gz")), file: 0, into: &sink, texts: &texts)
    var open: [UInt64: Int] = [:]
    var entries: [Entry] = []
    for event in sink.events {
      switch event.kind {
      case .sessionOpen:
        open[event.session] = entries.count
        entries.append(Entry(binding: Binding(event), start: event.time, end: .distantFuture))
      case .sessionClose:
        if let place = open[event.session] { entries[place].end = event.time }
      default: break
      }
    }
    return entries
  }
}
