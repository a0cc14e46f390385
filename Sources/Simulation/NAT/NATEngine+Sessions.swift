import NATModel

/// Opening and closing of mappings and sessions, and what is logged about them.
extension NATEngine {
  /// How many sessions of a mapping are looked at for the same five-tuple.
  private static let lookedAt = 64

  /// The open session of a mapping to the same destination, among its latest 64.
  @inline(__always)
  func session(of mapping: UInt32, to flow: Flow) -> UInt32? {
    var session = mappings[Int(mapping)].first
    for _ in 0..<NATEngine.lookedAt {
      guard session != NATEngine.nothing else { return nil }
      let entry = sessions[Int(session)]
      if entry.destination == flow.destination, entry.destinationPort == flow.destinationPort {
        return session
      }
      session = entry.after
    }
    return nil
  }

  mutating func addMapping(
    key: UInt64, client: UInt32, space: PortSpace, inside: UInt16, outside: UInt16, start: Int64
  ) -> UInt32 {
    let mapping = Mapping(
      start: start, key: key, client: client, first: NATEngine.nothing, insidePort: inside,
      outsidePort: outside, space: space.rawValue)
    let position: UInt32
    if freeMapping != NATEngine.nothing {
      position = freeMapping
      freeMapping = mappings[Int(position)].first
      mappings[Int(position)] = mapping
    } else {
      position = UInt32(mappings.count)
      mappings.append(mapping)
    }
    table.insert(key, position)
    count(client, space.rawValue, 1)
    statistics.mappings += 1
    openMappings += 1
    statistics.peakMappings = max(statistics.peakMappings, openMappings)
    if settings.records == .binding {
      log(templates.bindingOpen, mapping, nil, at: start)
    }
    return position
  }

  mutating func addSession(_ flow: Flow, mapping: UInt32, start: Int64, end: Int64) -> UInt32 {
    lastSession += 1
    let head = mappings[Int(mapping)].first
    let session = Session(
      start: start, end: end, id: lastSession, tag: flow.tag, destination: flow.destination,
      mapping: mapping, before: NATEngine.nothing, after: head,
      destinationPort: flow.destinationPort)
    let position: UInt32
    if freeSession != NATEngine.nothing {
      position = freeSession
      freeSession = sessions[Int(position)].after
      sessions[Int(position)] = session
    } else {
      position = UInt32(sessions.count)
      sessions.append(session)
    }
    if head != NATEngine.nothing { sessions[Int(head)].before = position }
    mappings[Int(mapping)].first = position
    wheel.insert(position, session)
    statistics.sessions += 1
    if settings.records == .pair || settings.records == .open {
      log(templates.open, mappings[Int(mapping)], session, at: start)
    }
    return position
  }

  /// Ends a session, and its mapping if it was the last.
  mutating func close(_ position: UInt32, at time: Int64) {
    let session = sessions[Int(position)]
    if settings.records == .pair || settings.records == .single {
      log(templates.close, mappings[Int(session.mapping)], session, at: time)
    }
    if session.before != NATEngine.nothing {
      sessions[Int(session.before)].after = session.after
    } else {
      mappings[Int(session.mapping)].first = session.after
    }
    if session.after != NATEngine.nothing { sessions[Int(session.after)].before = session.before }
    sessions[Int(position)].after = freeSession
    freeSession = position
    if mappings[Int(session.mapping)].first == NATEngine.nothing {
      remove(session.mapping, at: time)
    }
  }

  /// Ends a mapping and starts the hold-down of its port.
  private mutating func remove(_ position: UInt32, at time: Int64) {
    let mapping = mappings[Int(position)]
    if settings.records == .binding {
      log(templates.bindingClose, mapping, nil, at: time)
    }
    count(mapping.client, mapping.space, -1)
    openMappings -= 1
    let what: UInt64
    if case .overloaded = settings.behavior {
      what = UInt64(position)  // the mapping keeps its key in the table until the hold-down is over
    } else {
      table.remove(mapping.key, position)
      recycle(position)
      what =
        UInt64(clients[Int(mapping.client)].outside) << 18 | UInt64(mapping.space) << 16
        | UInt64(mapping.outsidePort)
    }
    if settings.holdDown > 0 {
      let (until, overflow) = time.addingReportingOverflow(settings.holdDown)
      held.append(time: overflow ? .max : until, what: what)
    } else {
      free(what, at: time)
    }
  }

  /// Makes the place of a mapping free for another.
  mutating func recycle(_ position: UInt32) {
    mappings[Int(position)].first = freeMapping
    freeMapping = position
  }

  /// Frees every port whose hold-down is over by an instant.
  mutating func releasePorts(by time: Int64) {
    while let entry = held.popFirst(by: time) {
      free(entry.what, at: entry.time)
      if held.isAtStretch { touchHeld() }
    }
  }

  private mutating func count(_ client: UInt32, _ space: UInt8, _ change: Int32) {
    func moved(_ value: UInt32) -> UInt32 { value &+ UInt32(bitPattern: change) }
    switch space {
    case 0: clients[Int(client)].live.0 = moved(clients[Int(client)].live.0)
    case 1: clients[Int(client)].live.1 = moved(clients[Int(client)].live.1)
    default: clients[Int(client)].live.2 = moved(clients[Int(client)].live.2)
    }
  }

  /// Appends an event of a mapping, and of one of its sessions if it is about one.
  @inline(__always)
  private mutating func log(
    _ template: borrowing Event, _ mapping: Mapping, _ session: Session?, at time: Int64
  ) {
    let client = clients[Int(mapping.client)]
    let outside = settings.outside[Int(client.outside)]
    logged.append(template) { event in
      EventTemplates.fill(
        &event, mapping, session, client, settings.insideFamily, outside, time)
    }
  }
}
