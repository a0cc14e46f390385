import Correlation
import LogFormats
import NATModel

import struct Foundation.Data
import struct Foundation.Date
import class Foundation.FileHandle

/// A day of sessions as a file: written once, read through the readers that the tool itself uses.
struct WorldFile {
  /// Writes sessions on standard output, as IPFIX messages or natlens.event/1.
  static func write(_ world: BenchWorld, isText: Bool) throws {
    let texts = TextTable()
    var output = TextOutput()
    var messages = FlowExportWriter(.ipfix)
    let lines = NatlensEvent()
    func flush() throws {
      try FileHandle.standardOutput.write(contentsOf: Data(output.take()))
    }
    for row in 0..<world.sessions {
      let event = world.event(row)
      let isWritten =
        isText
        ? lines.write(event, texts: texts, to: &output)
        : messages.write(event, texts: texts, to: &output)
      precondition(isWritten, "every session has a record")
      if output.count > 1 << 22 { try flush() }
    }
    if !isText { messages.finish(to: &output) }
    try flush()
  }

  /// Writes the opening and the closing record of every session as Cisco ASA lines, in order of time.
  static func writeRecords(_ world: BenchWorld) throws {
    let texts = TextTable()
    let dialect = CiscoASA()
    var output = TextOutput()
    var closing: [Int64: [Event]] = [:]
    func write(_ events: [Event]) throws {
      for event in events {
        let isWritten = dialect.write(event, texts: texts, to: &output)
        precondition(isWritten, "every session has its two lines")
      }
      if output.count > 1 << 22 {
        try FileHandle.standardOutput.write(contentsOf: Data(output.take()))
      }
    }
    var second = BenchWorld.midnight / 1000
    for row in 0..<world.sessions {
      var event = world.event(row)
      event.fields.formUnion([.session, .bytes])
      event.session = UInt64(row + 1)
      event.bytes = UInt64(40 + row % 1_000_000)
      while second < event.start.nanoseconds / 1_000_000_000 {
        try write(closing.removeValue(forKey: second) ?? [])
        second += 1
      }
      var opening = event
      opening.kind = .sessionOpen
      opening.time = event.start
      opening.fields = opening.fields.subtracting([.start, .bytes])
      try write([opening])
      event.kind = .sessionClose
      closing[event.time.nanoseconds / 1_000_000_000, default: []].append(event)
    }
    for second in closing.keys.sorted() { try write(closing[second] ?? []) }
    try FileHandle.standardOutput.write(contentsOf: Data(output.take()))
  }

  /// Reads a file of either kind into a store.
  static func load(_ name: String) throws -> SessionStore {
    let correlator = BackgroundCorrelator()
    var sink = correlator
    var texts = TextTable()
    let source = try InputSource.open(name)
    if source.kind == .text {
      let now = Timestamp(nanoseconds: Int64(Date().timeIntervalSince1970 * 1e9))
      let reader = LogReader(options: ReadingOptions(threads: 2, now: now))
      _ = try reader.read(source, file: 0, into: &sink, texts: &texts)
    } else {
      _ = try FlowExportReader().read(source, file: 0, into: &sink, texts: &texts)
    }
    return correlator.finished().finish(texts: texts).sessions
  }
}
