import NATModel

/// What each party but the NAT writes, and what is looked at on the way.
extension Recorder {
  private mutating func text(ofHost host: UInt32) -> TextID {
    let known = hostTexts[Int(host)]
    guard known == .none else { return known }
    let id = outbox.texts.intern(world.traffic.sites.name(ofHost: Int(host)))
    hostTexts[Int(host)] = id
    return id
  }

  mutating func assignment(_ kind: EventKind, _ change: AddressPlan.Change) -> Event {
    var event = Event(kind)
    event.fields = [.time, .inside, .subscriber]
    event.time = Timestamp(nanoseconds: change.time)
    event.resolution = 1
    event.inside = world.nat.insideFamily.address(
      kind == .assignmentStop ? change.before : change.after)
    event.subscriber = outbox.texts.intern(world.name(ofSubscriber: Int(change.subscriber)))
    event.exporter = accounting
    report.assignments += 1
    return event
  }

  /// A name seen by the provider's resolver, or in the first packet of TLS or QUIC.
  @inline(__always)
  mutating func observe(
    _ connection: Connection, _ inside: UInt32, _ sink: inout some EventSink
  ) throws {
    let host = text(ofHost: connection.host)
    if seesDNS, connection.traits.contains(.resolved) {
      names.addLookup(connection, inside, host)
      report.names += 1
      if names.isFull { try names.send(&outbox, to: &sink) }
    }
    if seesSNI, connection.destinationPort == 443 {
      names.addHandshake(connection, inside, host)
      report.names += 1
      if names.isFull { try names.send(&outbox, to: &sink) }
    }
  }

  /// A line of a server's access log, for some of the connections.
  mutating func serve(
    _ connection: Connection, _ translation: Translation, _ server: ServerLogs.Server,
    _ truth: inout some TruthSink
  ) throws {
    var draws = CounterGenerator(
      seed: world.seed, subscriber: UInt64(connection.subscriber), stream: .requests,
      item: UInt64(bitPattern: connection.start))
    guard draws.chance(world.servers.share) else { return }
    report.requests += 1
    let label = "request-\(report.requests)"
    var event = Event(.request)
    event.fields = [.time, .outside, .destination, .destinationPort, .proto, .host]
    // The server logs when the request is there, one handshake after the first packet.
    let seen = connection.start + 60_000_000 + server.offset
    event.time = Timestamp(nanoseconds: seen - seen % world.servers.resolution)
    event.resolution = UInt32(min(world.servers.resolution, 4_000_000_000))
    event.outside = IPAddress(ipv4: translation.outside)
    event.destination = IPAddress(ipv4: connection.destination)
    event.destinationPort = connection.destinationPort
    event.proto = connection.proto
    event.host = text(ofHost: connection.host)
    event.exporter = event.host
    event.label = outbox.texts.intern("/p/" + label)
    if server.logsPorts {
      event.outsidePort = translation.outsidePort
      event.fields.insert(.outsidePort)
      report.requestsWithPort += 1
    }
    requests.append(event)
    try truth.request(
      label: label, subscriber: world.name(ofSubscriber: Int(connection.subscriber)),
      time: Timestamp(nanoseconds: connection.start))
  }

  /// Looks at who holds how many ports at each full hour up to an instant; keeps the busiest.
  mutating func sample(until time: Int64, _ sink: inout some EventSink) throws {
    while nextSample <= time {
      engine.advance(to: nextSample)
      if engine.logged.count >= Recorder.batchSize { try flush(&sink) }
      nextSample += 3_600_000_000_000
      var histogram: [Int] = []
      var total = 0
      var inUse: Set<Int> = []
      for client in 0..<engine.clientCount {
        let ports = engine.mappings(ofClientAt: client)
        total += ports
        while histogram.count <= ports { histogram.append(0) }
        histogram[ports] += 1
        if ports > 0 { inUse.insert(engine.outsidePosition(ofClientAt: client)) }
      }
      guard total > samplePeak else { continue }
      samplePeak = total
      report.portHistogram = histogram
      report.outsideInUse = inUse.count
    }
  }
}
