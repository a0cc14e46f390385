import NATModel

/// Hands batches to a sink until it wants no more, with the texts of all logs.
struct EventOutbox: Sendable {
  /// Texts of all events so far.
  var texts = TextTable()
  /// True once the sink has asked to stop; nothing is handed on from then.
  private(set) var isStopped = false

  /// Hands on events and empties the array, keeping its storage.
  mutating func send(_ events: inout [Event], to sink: inout some EventSink) throws {
    guard !events.isEmpty else { return }
    if !isStopped {
      var batch = EventBatch()
      swap(&batch.events, &events)
      if try !sink.receive(batch, texts: texts) { isStopped = true }
      swap(&batch.events, &events)
    }
    events.removeAll(keepingCapacity: true)
  }
}
