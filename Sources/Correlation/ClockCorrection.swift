package import NATModel

/// Sets the times of exporters right whose clocks are known to be off.
package struct ClockCorrection<Sink: EventSink>: EventSink {
  /// By how much each exporter's clock is ahead, in nanoseconds, by name.
  private let ahead: [String: Int64]
  private var known: [TextID: Int64] = [:]
  /// Where corrected events go.
  package var sink: Sink

  /// A correction in front of a sink; without any offset it only passes on.
  package init(_ sink: Sink, ahead: [String: Int64]) {
    self.sink = sink
    self.ahead = ahead
  }

  package var wantsEvents: Bool { sink.wantsEvents }

  /// Passes a batch on with its times corrected.
  package mutating func receive(_ batch: EventBatch, texts: TextTable) throws -> Bool {
    guard !ahead.isEmpty else { return try sink.receive(batch, texts: texts) }
    var corrected = batch
    for index in corrected.events.indices {
      let offset = offset(of: corrected.events[index].exporter, texts)
      guard offset != 0 else { continue }
      corrected.events[index].time = corrected.events[index].time.advanced(by: -offset)
      corrected.events[index].start = corrected.events[index].start.advanced(by: -offset)
    }
    return try sink.receive(corrected, texts: texts)
  }

  private mutating func offset(of exporter: TextID, _ texts: TextTable) -> Int64 {
    guard exporter != .none else { return 0 }
    if let offset = known[exporter] { return offset }
    let offset = ahead[texts.string(exporter)] ?? 0
    known[exporter] = offset
    return offset
  }
}
