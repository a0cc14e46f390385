import Dispatch
import LogFormats
import NATModel
import Synchronization

/// One log of a simulated world: a format, and the file that it goes to once it has a record.
///
/// With more than one thread, events become text on a thread of the log's own while the world goes
/// on; a few batches may wait. The bytes are the same either way.
final class WorldLog: Sendable {
  /// Bytes that are collected before they are written.
  private static let blockSize = 1 << 20
  /// Events that are collected before they are handed to the log's thread.
  private static let stretchSize = 1 << 12
  /// Batches that may wait for the log's thread.
  private static let waitingLimit = 8

  /// What the log's thread works with.
  private struct State: ~Copyable {
    var writer: EventWriter
    var file: OutputFile?
    var output = TextOutput()
    var records = 0
    var unwritten = 0
    var bytes = 0
  }

  /// Events on their way to the log's thread, and the texts that they refer to.
  private struct Waiting: Sendable {
    var events: [Event] = []
    /// A copy of the world's texts, which is as old as the events allow: texts only ever get more,
    /// and each copy costs all of them.
    var texts = TextTable()
  }

  /// Name of the file in its folder, without what compression adds.
  let name: String
  /// The format as `--format` names it.
  let format: String
  private let folder: WorldFolder
  private let state: Mutex<State>
  /// What writing failed with; apart from the state, which is locked while a batch is written.
  private let failure = Mutex<(any Error)?>(nil)
  private let waiting = Mutex(Waiting())
  private let queue: DispatchQueue?
  private let room = DispatchSemaphore(value: WorldLog.waitingLimit)

  /// A log without records; `name` lacks the suffix of the format.
  /// - Throws: ``CommandFailure`` for a format that is not known or that writes nothing.
  init(_ name: String, format: String, in folder: WorldFolder) throws {
    guard let writer = try EventWriter(target: format, files: []) else {
      throw CommandFailure(.usage, seen: "\(format): a log needs a format")
    }
    self.name = name + writer.suffix
    self.format = format
    self.folder = folder
    state = Mutex(State(writer: writer))
    queue = folder.threads > 1 ? DispatchQueue(label: "natlens.log") : nil
  }

  /// Records written.
  var records: Int { state.withLock { $0.records } }
  /// Events that the format has no record for.
  var unwritten: Int { state.withLock { $0.unwritten } }
  /// Bytes before compression.
  var bytes: Int { state.withLock { $0.bytes } }

  /// Writes events in their order.
  /// - Throws: What writing these, or with a thread of its own earlier ones, failed with.
  func write(_ events: [Event], texts: TextTable) throws {
    guard queue != nil else {
      append(events, texts)
      return try check()
    }
    let isLong = waiting.withLock { waiting in
      waiting.events += events
      return waiting.events.count >= WorldLog.stretchSize
    }
    if isLong { try hand(texts) }
  }

  /// Writes what is left and closes the file, if there is one; `texts` are those of all events.
  func finish(texts: TextTable) throws {
    if let queue {
      try hand(texts)
      queue.sync {}
    }
    try check()
    try state.withLock { state in
      state.writer.finish(to: &state.output)
      if state.output.count > 0 { try flush(&state) }
      guard let file = state.file else { return }
      try WorldFolder.reported { () throws(OutputError) in try file.finish() }
    }
  }

  /// Hands what waits to the log's thread.
  private func hand(_ texts: TextTable) throws {
    let (events, known) = waiting.withLock { waiting in
      if waiting.events.contains(where: { $0.refers(beyond: waiting.texts) }) {
        waiting.texts = texts
      }
      let taken = (waiting.events, waiting.texts)
      waiting.events = []
      waiting.events.reserveCapacity(WorldLog.stretchSize)
      return taken
    }
    room.wait()
    queue?.async { [self] in
      append(events, known)
      room.signal()
    }
    try check()
  }

  private func check() throws {
    if let error = failure.withLock({ $0 }) { throw error }
  }

  /// Turns events into text; what goes wrong is kept for the next to ask.
  private func append(_ events: [Event], _ texts: TextTable) {
    state.withLock { state in
      guard failure.withLock({ $0 == nil }) else { return }
      let unwritten = state.writer.write(
        EventBatch(events: events), texts: texts, to: &state.output)
      state.records += events.count - unwritten
      state.unwritten += unwritten
      guard state.output.count >= WorldLog.blockSize else { return }
      do { try flush(&state) } catch { failure.withLock { $0 = error } }
    }
  }

  private func flush(_ state: inout State) throws {
    var text = state.output.take()
    if state.file == nil {
      state.file = try folder.create(name)
      var header = TextOutput()
      state.writer.writeHeader(to: &header)
      text.insert(contentsOf: header.take(), at: 0)
    }
    state.bytes += text.count
    if let file = state.file {
      try WorldFolder.reported { () throws(OutputError) in try file.write(text) }
    }
  }
}

extension Event {
  /// True if one of the event's texts is younger than a table.
  fileprivate func refers(beyond texts: TextTable) -> Bool {
    max(
      max(exporter.rawValue, realm.rawValue), max(subscriber.rawValue, host.rawValue),
      label.rawValue) >= UInt32(clamping: texts.count)
  }
}
