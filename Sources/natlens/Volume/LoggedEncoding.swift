import LogFormats
import NATModel
import Retention

/// A format of `convert --to` as something that retained records are weighed in.
struct LoggedEncoding: RecordEncoding {
  let id: String
  let title: String
  let family: EncodingFamily
  let isReadOnly: Bool
  private var writer: EventWriter
  /// Bytes written and not taken; made with the first, so that copies before that have their own.
  private var written: Written?

  /// An owner of text, which cannot be copied.
  private final class Written: @unchecked Sendable {
    var output = TextOutput()
  }

  /// Fields that a device would not write although the format could.
  private let withheld: EventFields

  /// An encoding that has written nothing.
  /// - Throws: ``CommandFailure`` for a format that is not known.
  init(_ id: String, title: String, family: EncodingFamily, isReadOnly: Bool = false) throws {
    guard let writer = try EventWriter(target: id, files: []) else {
      throw CommandFailure(.internalError, seen: "\(id): writes nothing")
    }
    self.id = id
    self.title = title
    self.family = family
    self.isReadOnly = isReadOnly
    self.writer = writer
    // A device numbers its sessions. Where nobody has numbered them there is nothing to write.
    withheld = family == .text ? [] : .session
  }

  var waiting: Int { written?.output.count ?? 0 }

  func fields(writing entry: RetainedEntry) -> EventFields? {
    isReadOnly ? nil : writer.fields(writing: stated(entry))
  }

  mutating func begin() {
    let written = begun()
    writer.writeHeader(to: &written.output)
  }

  mutating func write(_ entry: RetainedEntry, texts: TextTable) -> Bool {
    let written = begun()
    return writer.write(stated(entry), texts: texts, to: &written.output)
  }

  mutating func finish() {
    let written = begun()
    writer.finish(to: &written.output)
  }

  mutating func take() -> [UInt8] { written?.output.take() ?? [] }

  private mutating func begun() -> Written {
    let written = self.written ?? Written()
    self.written = written
    return written
  }

  /// What a device would state of an entry.
  private func stated(_ entry: RetainedEntry) -> Event {
    var event = entry.event
    event.fields.subtract(withheld)
    // The delete record of RFC 8158 section 5.2 does not repeat when the session began.
    if family == .export, entry.moment == .ended { event.fields.subtract(.start) }
    return event
  }
}
