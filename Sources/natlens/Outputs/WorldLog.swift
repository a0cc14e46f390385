import Dispatch
import LogFormats
import NATModel
import Synchronization

/// One log of a simulated world: a format, and the file that it goes to once it has a record.
struct WorldLog {
  /// Bytes that are collected before they are written.
  private static let blockSize = 1 << 20
  /// Events that are collected before several threads turn them into text.
  private static let stretchSize = 1 << 14

  /// Name of the file in its folder, without what compression adds.
  let name: String
  /// The format as `--format` names it.
  let format: String
  /// Records written.
  private(set) var records = 0
  /// Events that the format has no record for.
  private(set) var unwritten = 0
  /// Bytes before compression.
  private(set) var bytes = 0
  private var writer: EventWriter
  private let folder: WorldFolder
  private var file: OutputFile?
  private var output = TextOutput()
  private var waiting: [Event] = []

  /// A log without records; `name` lacks the suffix of the format.
  /// - Throws: ``CommandFailure`` for a format that is not known or that writes nothing.
  init(_ name: String, format: String, in folder: WorldFolder) throws {
    guard let writer = try EventWriter(target: format, files: []) else {
      throw CommandFailure(.usage, seen: "\(format): a log needs a format")
    }
    self.name = name + writer.suffix
    self.format = format
    self.folder = folder
    self.writer = writer
  }

  /// Writes events in their order.
  mutating func write(_ events: some Collection<Event>, texts: TextTable) throws {
    guard folder.threads == 1 || writer.isSequential else {
      waiting += events
      if waiting.count >= WorldLog.stretchSize { try writeWaiting(texts) }
      return
    }
    for event in events {
      if writer.write(event, texts: texts, to: &output) {
        records += 1
      } else {
        unwritten += 1
      }
    }
    if output.count >= WorldLog.blockSize { try flush() }
  }

  /// Writes what is left and closes the file, if there is one; `texts` are those of all events.
  mutating func finish(texts: TextTable) throws {
    if !waiting.isEmpty { try writeWaiting(texts) }
    writer.finish(to: &output)
    if output.count > 0 { try flush() }
    guard let file else { return }
    try WorldFolder.reported { () throws(OutputError) in try file.finish() }
  }

  /// Turns events into text, a part on each thread, and joins the parts in order.
  private mutating func writeWaiting(_ texts: TextTable) throws {
    let (events, writer, parts) = (waiting, writer, folder.threads)
    let written = Mutex(
      [(text: [UInt8], records: Int)](repeating: ([], 0), count: parts))
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      var writer = writer
      var text = TextOutput()
      var records = 0
      for index in events.count * part / parts..<events.count * (part + 1) / parts
      where writer.write(events[index], texts: texts, to: &text) { records += 1 }
      written.withLock { $0[part] = (text.take(), records) }
    }
    for part in written.withLock({ $0 }) {
      output.write(part.text[...])
      records += part.records
      unwritten -= part.records
    }
    unwritten += events.count
    waiting.removeAll(keepingCapacity: true)
    if output.count >= WorldLog.blockSize { try flush() }
  }

  private mutating func flush() throws {
    var text = output.take()
    if file == nil {
      file = try folder.create(name)
      var header = TextOutput()
      writer.writeHeader(to: &header)
      text.insert(contentsOf: header.take(), at: 0)
    }
    bytes += text.count
    if let file {
      try WorldFolder.reported { () throws(OutputError) in try file.write(text) }
    }
  }
}
