import LogFormats
import NATModel

/// One log of a simulated world: a format, and the file that it goes to once it has a record.
struct WorldLog {
  /// Bytes that are collected before they are written.
  private static let blockSize = 1 << 20

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
  private let writer: EventWriter
  private let folder: WorldFolder
  private var file: OutputFile?
  private var output = TextOutput()

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

  /// Writes one event.
  mutating func write(_ event: Event, texts: TextTable) throws {
    guard writer.write(event, texts: texts, to: &output) else {
      unwritten += 1
      return
    }
    records += 1
    if output.bytes.count >= WorldLog.blockSize { try flush() }
  }

  /// Writes what is left and closes the file, if there is one.
  mutating func finish() throws {
    if !output.bytes.isEmpty { try flush() }
    guard let file else { return }
    try WorldFolder.reported { () throws(OutputError) in try file.finish() }
  }

  private mutating func flush() throws {
    if file == nil {
      file = try folder.create(name)
      var header = TextOutput()
      writer.writeHeader(to: &header)
      output.bytes.insert(contentsOf: header.bytes, at: 0)
    }
    bytes += output.bytes.count
    if let file {
      try WorldFolder.reported { () throws(OutputError) in try file.write(output.bytes) }
    }
    output.bytes.removeAll(keepingCapacity: true)
  }
}
