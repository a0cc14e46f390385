/// Events in input order with the texts they refer to.
package struct EventBatch: Sendable {
  /// The events, in the order of the input.
  package var events: [Event]

  /// A batch of events.
  package init(events: [Event] = []) { self.events = events }
}

/// Receives what readers decode, batch by batch, in input order.
package protocol EventSink {
  /// Takes one batch; `texts` resolves every text id in it.
  ///
  /// Called from one thread at a time. Returns false to stop reading.
  mutating func receive(_ batch: EventBatch, texts: TextTable) throws -> Bool

  /// False if only the counts of ``InputReport`` are wanted: then every record is decoded and
  /// counted, and batches are empty.
  var wantsEvents: Bool { get }
}

extension EventSink {
  package var wantsEvents: Bool { true }
}

/// Keeps every event: for tests and for inputs that fit in memory.
package struct EventCollector: EventSink, Sendable {
  /// Everything received so far.
  package var events: [Event] = []

  /// An empty collector.
  package init() {}

  /// Appends the batch.
  package mutating func receive(_ batch: EventBatch, texts: TextTable) -> Bool {
    events.append(contentsOf: batch.events)
    return true
  }
}
