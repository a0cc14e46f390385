import NATModel

/// Puts connections through the NAT and writes what each party would have written.
///
/// Runs on one thread, in order of time. Events are collected by log and handed on in batches of
/// one log each: the NAT's, accounting, names, and servers' access logs.
struct Recorder: ~Copyable, Sendable {
  /// Small enough for the batches of NAT and names to stay in a processor's nearest cache.
  static let batchSize = 96
  /// Connections that are looked at together before each is put through the NAT.
  private static let stretchSize = 64

  let world: World
  var report = RunReport()
  var engine: NATEngine
  var outbox = EventOutbox()
  var hostTexts: [TextID]
  private var clock: ExporterClock
  private var startClock: ExporterClock
  private let lossThreshold: UInt64
  private let lossSeed: UInt64
  private let resolution: UInt32
  private var written: UInt64 = 0
  var nextSample: Int64
  var samplePeak = 0
  let seesDNS: Bool
  let seesSNI: Bool
  let accounting: TextID
  var names: NameBatch
  var requests: [Event] = []
  private var flows: [Flow] = []

  init(_ world: World) {
    self.world = world
    let values = world.scenario.values
    var nat = world.nat
    nat.exporter = outbox.texts.intern("cgn-1")
    accounting = outbox.texts.intern("radius-1")
    engine = NATEngine(nat)
    hostTexts = [TextID](repeating: .none, count: world.traffic.sites.hostCount)
    let resolution = max(1, values.nanoseconds("log.resolution"))
    clock = ExporterClock(
      sigma: values["log.clock_sigma"], resolution: resolution, seed: world.seed)
    startClock = clock
    self.resolution = UInt32(min(resolution, 4_000_000_000))
    let loss = values["log.loss"]
    lossSeed = CounterGenerator.mix(world.seed)
    lossThreshold = loss >= 1 ? .max : UInt64(loss * 0x1p64)
    nextSample = world.traffic.start + 3_600_000_000_000
    let wanted = values.word("log.names")
    seesDNS = wanted == "dns" || wanted == "both"
    seesSNI = wanted == "sni" || wanted == "both"
    names = NameBatch(
      capacity: Recorder.batchSize, resolver: outbox.texts.intern("resolver-1"),
      sensor: outbox.texts.intern("tap-1"), family: world.nat.insideFamily)
    report.days = Double(world.traffic.end - world.traffic.start) / 86_400e9
    for subscriber in 0..<world.traffic.population.count {
      report.persons += world.traffic.population.household(subscriber).persons
    }
  }

  /// Writes the accounting sessions that hold at the beginning.
  mutating func begin(_ sink: inout some EventSink) throws {
    var events: [Event] = []
    for change in world.plan.initial() { events.append(assignment(.assignmentStart, change)) }
    try outbox.send(&events, to: &sink)
  }

  /// Writes what happened in one interval; false if the sink wants no more.
  mutating func record(
    _ slices: [TrafficSlice], _ span: Range<Int64>, _ sink: inout some EventSink,
    _ truth: inout some TruthSink
  ) throws -> Bool {
    var changes: [Event] = []
    for change in world.plan.changes(span) {
      changes.append(assignment(.assignmentStop, change))
      changes.append(assignment(.assignmentStart, change))
    }
    try outbox.send(&changes, to: &sink)
    let hour = Int((span.lowerBound - world.traffic.start) / 3_600_000_000_000) % 24
    for slice in slices {
      report.traffic.absorb(slice.counts)
      report.hours[hour] += slice.counts.connections
    }
    try recordVisits(slices, &truth)
    if slices.count == 1 {
      var rest = slices[0].connections[...]
      while !rest.isEmpty {
        try record(rest.prefix(Recorder.stretchSize), &sink, &truth)
        rest = rest.dropFirst(Recorder.stretchSize)
      }
    } else {
      var places = slices.map { _ in 0 }
      var stretch: [Connection] = []
      while let next = Recorder.first(slices, places) {
        stretch.append(slices[next].connections[places[next]])
        places[next] += 1
        guard stretch.count == Recorder.stretchSize else { continue }
        try record(stretch[...], &sink, &truth)
        stretch.removeAll(keepingCapacity: true)
      }
      try record(stretch[...], &sink, &truth)
    }
    if world.traffic.end == span.upperBound { try sample(until: span.upperBound, &sink) }
    return !outbox.isStopped
  }

  /// Writes what ends by the end of the world; what is open then stays open in the log.
  mutating func finish(_ sink: inout some EventSink) throws {
    engine.advance(to: world.traffic.end)
    try flush(&sink)
    try names.send(&outbox, to: &sink)
    try outbox.send(&requests, to: &sink)
    report.nat = engine.statistics
    report.texts = outbox.texts
    report.isPartial = outbox.isStopped
  }

  /// Position of the slice whose next connection is the earliest.
  private static func first(_ slices: [TrafficSlice], _ places: [Int]) -> Int? {
    var best: Int?
    for index in slices.indices where places[index] < slices[index].connections.count {
      if let known = best,
        !Connection.precedes(
          slices[index].connections[places[index]], slices[known].connections[places[known]])
      {
        continue
      }
      best = index
    }
    return best
  }

  private func recordVisits(_ slices: [TrafficSlice], _ truth: inout some TruthSink) throws {
    let visits =
      slices.count == 1
      ? slices[0].visits
      : slices.flatMap(\.visits).sorted {
        ($0.time, $0.subscriber, $0.visit) < ($1.time, $1.subscriber, $1.visit)
      }
    for visit in visits {
      try truth.visit(world.known(visit))
    }
  }

  /// Records connections that follow each other.
  private mutating func record(
    _ stretch: ArraySlice<Connection>, _ sink: inout some EventSink, _ truth: inout some TruthSink
  ) throws {
    flows.removeAll(keepingCapacity: true)
    for connection in stretch { flows.append(flow(connection)) }
    engine.touch(flows)
    for (position, index) in stretch.indices.enumerated() {
      try record(stretch[index], flows[position], &sink, &truth)
    }
  }

  private func flow(_ connection: Connection) -> Flow {
    let (inside, until) = world.plan.address(Int(connection.subscriber), at: connection.start)
    return Flow(
      start: connection.start, end: min(connection.end, until), inside: inside,
      insidePort: connection.insidePort, destination: connection.destination,
      destinationPort: connection.destinationPort, proto: connection.proto,
      isClosed: connection.traits.contains(.closed))
  }

  @inline(__always)
  private mutating func record(
    _ connection: Connection, _ flow: Flow, _ sink: inout some EventSink,
    _ truth: inout some TruthSink
  ) throws {
    if connection.start >= nextSample { try sample(until: connection.start, &sink) }
    let translation = engine.open(flow)
    if truth.wantsSessions { try truth.session(known(connection, translation)) }
    if seesDNS && connection.traits.contains(.resolved)
      || seesSNI && connection.destinationPort == 443
    {
      try observe(connection, flow.inside, &sink)
    }
    if translation.isTranslated, let server = world.servers.server(ofHost: connection.host) {
      try serve(connection, translation, server, &truth)
      if requests.count >= Recorder.batchSize { try outbox.send(&requests, to: &sink) }
    }
    if engine.logged.count >= Recorder.batchSize { try flush(&sink) }
  }

  private func known(_ connection: Connection, _ translation: Translation) -> SessionTruth {
    var session = world.known(connection)
    session.session = translation.session
    if translation.isTranslated {
      session.outside = IPAddress(ipv4: translation.outside)
      session.outsidePort = translation.outsidePort
    }
    return session
  }

  /// Hands on the NAT's events: some are lost, the others get the NAT's time.
  mutating func flush(_ sink: inout some EventSink) throws {
    let count = engine.logged.count
    var batch = engine.logged.take()
    let kept = stamp(batch.mutableSpan, count)
    report.lost += count - kept
    report.records += kept
    batch.removeLast(batch.count - kept)
    try outbox.lend(&batch, to: &sink)
    engine.logged.giveBack(batch)
  }

  /// Moves those of the first `count` events that are not lost to the front, with the NAT's time;
  /// returns their number.
  private mutating func stamp(_ events: consuming MutableSpan<Event>, _ count: Int) -> Int {
    var kept = 0
    var record = UInt64(report.records)
    for index in 0..<count {
      written &+= 1
      if lossThreshold > 0 {
        let bits = CounterGenerator.mix(written &* 0x9e37_79b9_7f4a_7c15 ^ lossSeed)
        if bits < lossThreshold { continue }
      }
      if kept != index { events[kept] = events[index] }
      record &+= 1
      stamp(&events[kept], record)
      kept &+= 1
    }
    return kept
  }

  /// Gives one event the NAT's time and its number in the log.
  @inline(__always)
  private mutating func stamp(_ event: inout Event, _ record: UInt64) {
    event.time.nanoseconds = clock.stamp(event.time.nanoseconds)
    if event.fields.contains(.start) {
      event.start.nanoseconds = startClock.stamp(event.start.nanoseconds)
    }
    event.resolution = resolution
    event.location.record = record
  }
}
