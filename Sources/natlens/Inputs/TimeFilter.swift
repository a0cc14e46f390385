import NATModel

/// Passes on the events in `[from, to)`; events without a time pass.
struct TimeFilter<Sink: EventSink>: EventSink {
  private let from: Timestamp
  private let to: Timestamp
  /// Where what passes goes.
  var sink: Sink

  /// A filter in front of a sink.
  init(_ sink: Sink, from: Timestamp?, to: Timestamp?) {
    self.sink = sink
    self.from = from ?? .distantPast
    self.to = to ?? .distantFuture
  }

  /// True if every event passes.
  private var isOpen: Bool { from == .distantPast && to == .distantFuture }

  var wantsEvents: Bool { sink.wantsEvents }

  mutating func receive(_ batch: EventBatch, texts: TextTable) throws -> Bool {
    guard !Interrupt.isRaised else { return false }
    guard !isOpen else { return try sink.receive(batch, texts: texts) }
    let passed = batch.events.filter {
      !$0.fields.contains(.time) || (from <= $0.time && $0.time < to)
    }
    return try sink.receive(EventBatch(events: passed), texts: texts)
  }
}
