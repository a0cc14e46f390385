import LogFormats
import NATModel
import PacketCapture
import Simulation

/// Captures whose side of the NAT matters.
extension Intake {
  /// Reads the captures of both sides as one and gives the bindings they show.
  ///
  /// If another input states bindings, or the two sides have no traffic in common, each capture is
  /// read for itself.
  func readTwoSides<Sink: EventSink>(
    _ names: [String], _ sides: CaptureSides, hasNATLog: Bool, into sink: inout Sink,
    texts: inout TextTable, visit: (Outcome) throws -> Void
  ) throws {
    var pairing = TwoSides(options: captureOptions)
    var outcomes: [Outcome] = []
    var apart: [(side: CaptureSide, events: FlowsApart)] = []
    for (position, name) in names.enumerated() where !Interrupt.isRaised {
      guard let side = sides.side(of: position) else { continue }
      var events = FlowsApart()
      var outcome = Outcome(report: InputReport(name: name))
      do {
        let result = try CaptureReader(options: captureOptions).read(
          InputSource.open(name), name: name, file: UInt32(position), texts: &texts, into: &events)
        outcome.report = result.report
        outcome.report.details = result.statistics.details + result.carried.details
        outcome.exporters = result.carried.exporters
        outcome.report.compression = try InputSource.open(name).compression?.rawValue
        outcome.report.recognition += "; taken \(side.rawValue) the NAT"
        if let damage = result.damage {
          outcome.report.recognition += "; reading stopped: \(damage)"
        }
        if !hasNATLog { _ = try pairing.add(path: name, file: UInt32(position), side: side) }
      } catch {
        outcome.failure = Intake.failure(error, name: name)
      }
      outcomes.append(outcome)
      apart.append((side, events))
    }
    var isInferred = false
    if !hasNATLog { isInferred = try infer(pairing, apart, &outcomes, into: &sink, &texts) }
    if !isInferred {
      for (_, events) in apart {
        let batch = EventBatch(events: events.others + events.flows)
        guard try sink.receive(batch, texts: texts) else { break }
      }
    }
    for outcome in outcomes { try visit(outcome) }
  }

  /// Gives the bindings that both sides show, in place of their flows; false if there is none.
  private func infer<Sink: EventSink>(
    _ pairing: TwoSides, _ apart: [(side: CaptureSide, events: FlowsApart)],
    _ outcomes: inout [Outcome], into sink: inout Sink, _ texts: inout TextTable
  ) throws -> Bool {
    let (events, counts) = pairing.events(texts: &texts)
    if !options.quiet { Terminal.error("natlens: \(counts.text)") }
    guard counts.sessions > 0 else { return false }
    // What a client behind the NAT asked is known from inside; seen from outside it is the NAT's.
    let shared = Set(events.filter { $0.kind == .session }.map(\.outside))
    var isFirst = true
    for (place, (side, captured)) in apart.enumerated() where outcomes[place].failure == nil {
      var batch = captured.others.filter { side == .inside || !shared.contains($0.inside) }
      if isFirst {
        batch += events
        outcomes[place].report.details += counts.details
        isFirst = false
      }
      outcomes[place].report.summary = EventSummary()
      outcomes[place].report.summary.add(batch)
      guard try sink.receive(EventBatch(events: batch), texts: texts) else { break }
    }
    return true
  }

  /// Puts flows of captures through a virtual NAT; everything that comes of it is modelled.
  func model(_ flows: [Event], _ behavior: NATBehavior, texts: inout TextTable)
    -> VirtualNAT.Result
  {
    var settings = NATSettings(outside: [0xcb00_7101])
    settings.behavior = behavior
    settings.exporter = texts.intern("modelled")
    let result = VirtualNAT.translate(flows, settings)
    if !options.quiet {
      Terminal.error(
        "natlens: modelled: a virtual NAT (\(behavior.rawValue), 203.0.113.1) before "
          + "\(flows.count) flows, of which \(result.passedOver) have nothing to translate")
    }
    return result
  }
}

/// Keeps the flows of a capture apart from its other events.
private struct FlowsApart: EventSink {
  var flows: [Event] = []
  var others: [Event] = []

  mutating func receive(_ batch: EventBatch, texts: TextTable) -> Bool {
    for event in batch.events {
      if event.kind == .flow { flows.append(event) } else { others.append(event) }
    }
    return !Interrupt.isRaised
  }
}

/// Takes the events of one capture with regard to where it was taken.
struct PlacedCapture<Sink: EventSink>: EventSink {
  var sink: Sink
  /// Whether its own endpoints are outside ones.
  let isOutside: Bool
  /// Whether flows are kept back.
  let withholdsFlows: Bool
  /// Flows kept back, in order.
  private(set) var flows: [Event] = []

  init(sink: Sink, isOutside: Bool, withholdsFlows: Bool) {
    self.sink = sink
    self.isOutside = isOutside
    self.withholdsFlows = withholdsFlows
  }

  mutating func receive(_ batch: EventBatch, texts: TextTable) throws -> Bool {
    guard isOutside || withholdsFlows else { return try sink.receive(batch, texts: texts) }
    var events = batch.events
    if withholdsFlows {
      flows += events.filter { $0.kind == .flow }
      events.removeAll { $0.kind == .flow }
    }
    if isOutside { events = events.map(\.seenFromOutside) }
    return try sink.receive(EventBatch(events: events), texts: texts)
  }
}

extension Event {
  /// A flow or name whose own endpoint is the outside one, because it was seen there.
  fileprivate var seenFromOutside: Event {
    guard kind == .flow || kind == .name else { return self }
    var event = self
    (event.outside, event.outsidePort) = (inside, insidePort)
    (event.inside, event.insidePort) = (.unspecified, 0)
    if fields.contains(.inside) { event.fields.insert(.outside) }
    if fields.contains(.insidePort) { event.fields.insert(.outsidePort) }
    event.fields.subtract([.inside, .insidePort])
    return event
  }
}

extension TwoSides.Counts {
  /// What was inferred, in a phrase.
  var text: String {
    "\(sessions) bindings inferred from both sides, the least sure with confidence "
      + "\(Double(leastConfidence) / 10_000); \(ambiguous) flows ambiguous, \(insideOnly) seen "
      + "inside only, \(outsideOnly) outside only, \(untranslated) not translated; clocks "
      + "\(Double(clockOffset) / 1e9) s apart"
  }

  /// The numbers for `inspect`.
  var details: [InputReport.Detail] {
    [
      InputReport.Detail(name: "inferred_sessions", count: UInt64(sessions)),
      InputReport.Detail(name: "ambiguous_flows", count: UInt64(ambiguous)),
      InputReport.Detail(name: "inside_only_flows", count: UInt64(insideOnly)),
      InputReport.Detail(name: "outside_only_flows", count: UInt64(outsideOnly)),
      InputReport.Detail(name: "untranslated_flows", count: UInt64(untranslated)),
    ]
  }
}
