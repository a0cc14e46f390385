import NATModel

/// Choice of outside ports under each behaviour.
extension NATEngine {
  /// A port, or why there is none.
  enum Choice {
    case port(UInt16)
    case overQuota
    case exhausted
  }

  /// How many random ports an overloaded NAT tries for one session before it gives up.
  private static let tries = 256

  /// True if the client may have another mapping of this kind.
  @inline(__always)
  func withinQuota(_ client: UInt32, _ space: PortSpace) -> Bool {
    let live = clients[Int(client)].live
    let held =
      switch space {
      case .tcp: live.0
      case .udp: live.1
      case .icmp: live.2
      }
    return Int(held) < settings.portsPerSubscriber
  }

  /// Takes a port that nobody holds.
  mutating func port(
    for client: UInt32, _ space: PortSpace, _ inside: UInt16, at time: Int64
  ) -> Choice {
    let map = Int(clients[Int(client)].outside) * 3 + Int(space.rawValue)
    switch settings.behavior {
    case .dynamic, .overloaded:
      guard ports.taken(in: map) < settings.ports.count else { return .exhausted }
      let port = choose(
        settings.ports, in: map, inside: inside, after: ports.cursor(of: map))
      return take(port, client, map)
    case .deterministic:
      if let range = fixedRange(ofClient: Int(client)),
        let port = choose(range, in: map, inside: inside, after: clients[Int(client)].cursor)
      {
        return take(port, client, map)
      }
      return portInBlock(for: client, map, inside, at: time)
    case .portBlock:
      return portInBlock(for: client, map, inside, at: time)
    }
  }

  private mutating func portInBlock(
    for client: UInt32, _ map: Int, _ inside: UInt16, at time: Int64
  ) -> Choice {
    var block = clients[Int(client)].block
    while block != NATEngine.nothing {
      let range = blocks.range(of: block)
      if let port = choose(range, in: map, inside: inside, after: clients[Int(client)].cursor) {
        blocks.use(block, 1)
        return take(port, client, map)
      }
      block = blocks.next(after: block)
    }
    guard blocks.perAddress > 0, Int(clients[Int(client)].blocks) < settings.blocksPerSubscriber
    else { return .overQuota }
    let outside = clients[Int(client)].outside
    let wanted = settings.selection == .sequential ? 0 : generator.below(blocks.perAddress + 1)
    guard let fresh = blocks.firstFree(at: outside, from: wanted) else { return .exhausted }
    blocks.allocate(fresh, to: client, at: time, before: clients[Int(client)].block)
    clients[Int(client)].block = fresh
    clients[Int(client)].blocks += 1
    statistics.blocks += 1
    if let event = event(.blockAllocate, of: fresh, at: time) { logged.append(event) }
    let range = blocks.range(of: fresh)
    guard let port = choose(range, in: map, inside: inside, after: 0) else { return .exhausted }
    blocks.use(fresh, 1)
    return take(port, client, map)
  }

  private mutating func take(_ port: UInt16?, _ client: UInt32, _ map: Int) -> Choice {
    guard let port else { return .exhausted }
    ports.take(port, in: map)
    clients[Int(client)].cursor = port
    return .port(port)
  }

  /// A free port of a range by the selection in force, `nil` if all are taken.
  private mutating func choose(
    _ range: ClosedRange<UInt16>, in map: Int, inside: UInt16, after cursor: UInt16
  ) -> UInt16? {
    switch settings.selection {
    case .sequential:
      let next = cursor &+ 1
      return ports.firstFree(
        in: map, range: range, from: range.contains(next) ? next : range.lowerBound)
    case .preserving where range.contains(inside) && !ports.isTaken(inside, in: map):
      return inside
    case .preserving, .random:
      let start = range.lowerBound + UInt16(generator.below(range.count))
      return ports.firstFree(in: map, range: range, from: start)
    }
  }

  /// A port that is not in use towards the flow's destination, and the key that reserves it.
  ///
  /// The key is a hash of outside endpoint, protocol and destination; two that collide only make
  /// the NAT pass over a port that was free.
  mutating func overloadedPort(
    _ client: UInt32, _ space: PortSpace, _ flow: Flow
  ) -> (port: UInt16, key: UInt64)? {
    let outside = clients[Int(client)].outside
    let range = settings.ports
    var port = range.lowerBound
    switch settings.selection {
    case .preserving where range.contains(flow.insidePort): port = flow.insidePort
    case .sequential:
      let next = clients[Int(client)].cursor &+ 1
      port = range.contains(next) ? next : range.lowerBound
    case .preserving, .random: port += UInt16(generator.below(range.count))
    }
    let place = UInt64(outside) << 18 | UInt64(space.rawValue) << 16
    let remote = UInt64(flow.destination) << 16 | UInt64(flow.destinationPort)
    for _ in 0..<min(NATEngine.tries, range.count) {
      let key = CounterGenerator.mix(CounterGenerator.mix(remote) ^ place ^ UInt64(port)) | 1
      if position(ofKey: key) == nil {
        clients[Int(client)].cursor = port
        return (port, key)
      }
      port = port == range.upperBound ? range.lowerBound : port + 1
    }
    return nil
  }

  /// Makes a port free for others; `what` is a mapping (overloaded) or address, protocol and port.
  mutating func free(_ what: UInt64, at time: Int64) {
    if case .overloaded = settings.behavior {
      let position = UInt32(truncatingIfNeeded: what)
      table.remove(mappings[Int(position)].key, position)
      return recycle(position)
    }
    let outside = UInt32(truncatingIfNeeded: what >> 18)
    let port = UInt16(truncatingIfNeeded: what)
    ports.free(port, in: Int(outside) * 3 + Int(what >> 16 & 3))
    guard let block = blocks.block(of: port, at: outside), blocks.use(block, -1) == 0 else {
      return
    }
    if let event = event(.blockRelease, of: block, at: time) { logged.append(event) }
    let client = Int(blocks.owner(of: block))
    clients[client].blocks -= 1
    clients[client].block = blocks.release(block, from: clients[client].block)
  }

  /// The ports that RFC 7422's arithmetic gives to a client, `nil` under other behaviours.
  package func fixedRange(ofClient index: Int) -> ClosedRange<UInt16>? {
    let size = settings.deterministicPorts
    guard case .deterministic = settings.behavior, size > 0,
      index < settings.sharing * settings.outside.count
    else { return nil }
    let first = Int(settings.ports.lowerBound) + index % settings.sharing * size
    return UInt16(first)...UInt16(first + size - 1)
  }

  private func event(_ kind: EventKind, of block: UInt32, at time: Int64) -> Event? {
    let owner = Int(blocks.owner(of: block))
    guard clients.indices.contains(owner) else { return nil }
    var event = Event(kind)
    event.fields = [.time, .inside, .outside, .outsidePort, .outsidePortLast]
    event.time = Timestamp(nanoseconds: time)
    if kind == .blockRelease {
      event.start = Timestamp(nanoseconds: blocks.start(of: block))
      event.fields.insert(.start)
    }
    event.inside = settings.insideFamily.address(clients[owner].address)
    event.outside = IPAddress(ipv4: settings.outside[Int(clients[owner].outside)])
    event.outsidePort = blocks.range(of: block).lowerBound
    event.outsidePortLast = blocks.range(of: block).upperBound
    event.exporter = settings.exporter
    return event
  }
}
