import NATModel

/// Hands batches to a sink until it wants no more, with the texts of all logs.
struct EventOutbox: Sendable {
  /// Texts of all events so far.
  var texts = TextTable()
  /// True once the sink has asked to stop; nothing is handed on from then.
  private(set) var isStopped = false

  /// Hands on events and empties the array, keeping its storage.
  mutating func send(_ events: inout [Event], to sink: inout some EventSink) throws {
    try lend(&events, to: &sink)
    events.removeAll(keepingCapacity: true)
  }

  /// Hands on events, which stay in the array.
  mutating func lend(_ events: inout [Event], to sink: inout some EventSink) throws {
    guard !events.isEmpty, !isStopped else { return }
    var batch = EventBatch()
    swap(&batch.events, &events)
    if try !sink.receive(batch, texts: texts) { isStopped = true }
    swap(&batch.events, &events)
  }
}
