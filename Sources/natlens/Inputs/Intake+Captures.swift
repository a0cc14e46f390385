import LogFormats
import NATModel
import PacketCapture
import Simulation

/// Captures whose side of the NAT matters.
extension Intake {
  /// Reads the captures of both sides as one and gives the bindings they show, if no other input
  /// states any; otherwise reads each for itself.
  func readTwoSides<Sink: EventSink>(
    _ names: [String], _ sides: CaptureSides, hasNATLog: Bool, into sink: inout Sink,
    texts: inout TextTable, visit: (Outcome) throws -> Void
  ) throws {
    var pairing = TwoSides()
    var flows = EventCollector()
    var outsideNames: [Event] = []
    var outcomes: [Outcome] = []
    for (position, name) in names.enumerated() where !Interrupt.isRaised {
      guard let side = sides.side(of: position) else { continue }
      do {
        var events = FlowsApart(keepsFlows: hasNATLog)
        let result = try CaptureReader().read(
          InputSource.open(name), name: name, file: UInt32(position), texts: &texts, into: &events)
        var outcome = Outcome(report: result.report)
        outcome.report.recognition += "; taken \(side.rawValue) the NAT"
        outcome.report.details = result.statistics.details
        outcome.report.compression = try InputSource.open(name).compression?.rawValue
        if !hasNATLog {
          _ = try pairing.add(path: name, file: UInt32(position), side: side)
          outcome.report.summary = EventSummary()
        }
        flows.events += events.flows
        if side == .inside || hasNATLog {
          if !hasNATLog { outcome.report.summary.add(events.others) }
          guard try sink.receive(EventBatch(events: events.others), texts: texts) else { return }
        } else {
          outsideNames += events.others
        }
        outcomes.append(outcome)
      } catch {
        var outcome = Outcome(report: InputReport(name: name))
        outcome.failure = Intake.failure(error, name: name)
        outcomes.append(outcome)
      }
    }
    if hasNATLog {
      _ = try sink.receive(EventBatch(events: flows.events), texts: texts)
    } else {
      try infer(pairing, outsideNames, &outcomes, into: &sink, &texts)
    }
    for outcome in outcomes { try visit(outcome) }
  }

  private func infer<Sink: EventSink>(
    _ pairing: TwoSides, _ outsideNames: [Event], _ outcomes: inout [Outcome],
    into sink: inout Sink, _ texts: inout TextTable
  ) throws {
    let (events, counts) = pairing.events(texts: &texts)
    // What a client behind the NAT asked is known from inside; seen from outside it is the NAT's.
    let shared = Set(events.filter { $0.kind == .session }.map(\.outside))
    let batch = EventBatch(events: outsideNames.filter { !shared.contains($0.inside) } + events)
    if let first = outcomes.firstIndex(where: { $0.failure == nil }) {
      outcomes[first].report.summary.add(batch.events)
      outcomes[first].report.details += counts.details
    }
    if !options.quiet { Terminal.error("natlens: \(counts.text)") }
    _ = try sink.receive(batch, texts: texts)
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
  let keepsFlows: Bool
  var flows: [Event] = []
  var others: [Event] = []

  init(keepsFlows: Bool) { self.keepsFlows = keepsFlows }

  mutating func receive(_ batch: EventBatch, texts: TextTable) -> Bool {
    for event in batch.events {
      if event.kind != .flow { others.append(event) } else if keepsFlows { flows.append(event) }
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
