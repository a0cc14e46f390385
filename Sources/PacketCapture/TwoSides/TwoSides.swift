import LogFormats
package import NATModel

/// Captures of both sides of a NAT: its bindings, inferred.
///
/// The flows that both sides show become `session` events with a confidence; those that only the
/// inside shows, or that are ambiguous, stay `flow` events. Flows that only the outside shows are
/// `flow` events whose own endpoint is the outside one.
package struct TwoSides {
  /// What came of it, in numbers.
  package struct Counts: Sendable, Equatable {
    /// Bindings with their destinations, one event each.
    package var sessions = 0
    /// Flows inside of which the outside shows several candidates, none of them sure.
    package var ambiguous = 0
    /// Flows inside that the outside does not show.
    package var insideOnly = 0
    /// Flows outside that the inside does not show.
    package var outsideOnly = 0
    /// Flows that passed with the address they came with.
    package var untranslated = 0
    /// Clock of the outside capture less that of the inside one, in nanoseconds.
    package var clockOffset: Int64 = 0
    /// The least confidence of a session, in ten-thousandths.
    package var leastConfidence: UInt16 = 10_000
  }

  private let options: CaptureOptions
  private var inside: SideScan
  private var outside: SideScan

  /// Nothing read yet.
  package init(options: CaptureOptions = CaptureOptions()) {
    self.options = options
    inside = SideScan(options: options)
    outside = SideScan(options: options)
  }

  /// Reads a capture of one side; several of one side are read as one, in the order given.
  ///
  /// Throws ``CaptureError`` if it cannot be opened. Returns what is wrong with it if it is damaged
  /// further on; what came before is used.
  package mutating func add(
    path: String, file: UInt32, side: CaptureSide
  ) throws -> String? {
    try OpenCapture.reading(path: path) { capture in
      add(&capture, file: file, side: side)
    } pcapng: { capture in
      add(&capture, file: file, side: side)
    } other: { capture in
      add(&capture, file: file, side: side)
    }
  }

  /// Reads a capture that is open; see ``add(path:file:side:)``.
  mutating func add<File: CaptureFile & ~Copyable>(
    _ capture: inout File, file: UInt32, side: CaptureSide
  ) -> String? {
    side == .outside
      ? outside.add(&capture, file: file) : inside.add(&capture, file: file)
  }

  /// The side on which a capture was taken, as the addresses of its first packets tell.
  ///
  /// Throws ``CaptureError`` if it cannot be opened.
  package static func side(of path: String, packets: UInt64 = 20_000) throws -> CaptureSide {
    var scan = SideScan(options: CaptureOptions())
    _ = try OpenCapture.reading(path: path) { capture in
      scan.add(&capture, file: 0, limit: packets)
    } pcapng: { capture in
      scan.add(&capture, file: 0, limit: packets)
    } other: { capture in
      scan.add(&capture, file: 0, limit: packets)
    }
    return CaptureSide.of(scan.traces)
  }

  /// Infers the bindings and gives everything as events, ordered by start.
  package func events(texts: inout TextTable) -> (events: [Event], counts: Counts) {
    let matching = SideMatcher(inside: inside, outside: outside).match()
    var counts = Counts()
    counts.clockOffset = matching.clockOffset
    var joiner = TraceJoiner(silence: options.timeouts.other)
    for match in matching.matches {
      joiner.add(
        TraceJoiner.Stretch(
          inside.traces[match.inside], inside.traces[match.inside].insideSide,
          outside: outside.traces[match.outside].endpoint(match.outsideSide),
          confidence: match.confidence))
    }
    var isShown = [Bool](repeating: false, count: outside.traces.count)
    for match in matching.matches { isShown[match.outside] = true }
    var rest = TraceJoiner(silence: options.timeouts.other)
    for position in matching.ambiguous + matching.unmatched + matching.untranslated {
      let trace = inside.traces[position]
      rest.add(TraceJoiner.Stretch(trace, trace.insideSide))
    }
    var beyond = TraceJoiner(silence: options.timeouts.other)
    for (position, trace) in outside.traces.enumerated() where !isShown[position] {
      beyond.add(TraceJoiner.Stretch(trace, trace.initiator))
    }
    let sessions = joiner.finish()
    counts.sessions = sessions.count
    counts.ambiguous = matching.ambiguous.count
    counts.insideOnly = matching.unmatched.count
    counts.untranslated = matching.untranslated.count
    counts.outsideOnly = isShown.count { !$0 } - matching.untranslated.count
    counts.leastConfidence = sessions.map(\.confidence).min() ?? 10_000
    var events = sessions.map { $0.event(.session, texts: &texts) }
    events += rest.finish().map { $0.event(.flow, texts: &texts) }
    events += beyond.finish().map { stretch in
      var event = stretch.event(.flow, texts: &texts)
      event.outside = event.inside
      event.outsidePort = event.insidePort
      event.inside = .unspecified
      event.insidePort = 0
      let hadPort = event.fields.contains(.insidePort)
      event.fields.subtract([.inside, .insidePort])
      event.fields.insert(.outside)
      if hadPort { event.fields.insert(.outsidePort) }
      return event
    }
    events.sort {
      ($0.start, $0.location.file, $0.location.record)
        < ($1.start, $1.location.file, $1.location.record)
    }
    return (events, counts)
  }
}
