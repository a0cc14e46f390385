import NATModel

/// Name observations that are collected to be handed on together.
///
/// The events stay when they have been handed on, and the next ones are written over them: all of
/// one kind have most in common, and an event is longer than what differs.
struct NameBatch: Sendable {
  /// A name in the resolver's log.
  private let lookup: Event
  /// A name in the first packet of TLS or QUIC.
  private let handshake: Event
  private let family: InsideFamily
  private var events: [Event]
  /// How many of the events are new.
  private(set) var count = 0

  /// An empty batch with room for some events.
  init(capacity: Int, resolver: TextID, sensor: TextID, family: InsideFamily) {
    self.family = family
    var name = Event(.name)
    name.fields = [.time, .inside, .destination, .host]
    name.resolution = 1
    name.nameSource = .dns
    name.exporter = resolver
    name.inside = family.address(0)
    name.destination = IPAddress(ipv4: 0)
    lookup = name
    name.fields.insert([.insidePort, .destinationPort, .proto])
    name.exporter = sensor
    name.nameSource = .tls
    handshake = name
    events = [Event](repeating: lookup, count: capacity)
  }

  /// True if there is no room for another.
  var isFull: Bool { count == events.count }

  /// Adds the look-up of a host, just before a connection.
  /// - Precondition: the batch is not full.
  @inline(__always)
  mutating func addLookup(_ connection: Connection, _ inside: UInt32, _ host: TextID) {
    let place = count
    let isOther = events[place].nameSource != .dns
    let template = lookup
    let family = family
    var events = events.mutableSpan
    if isOther { events[place] = template }
    events[place].time.nanoseconds = connection.start - 20_000_000
    NameBatch.fill(&events[place], connection, family.address(inside), host)
    count = place + 1
  }

  /// Adds the name that a client states in the clear, just after its connection began.
  /// - Precondition: the batch is not full.
  @inline(__always)
  mutating func addHandshake(_ connection: Connection, _ inside: UInt32, _ host: TextID) {
    let place = count
    let isOther = events[place].nameSource == .dns
    let template = handshake
    let family = family
    var events = events.mutableSpan
    if isOther { events[place] = template }
    events[place].time.nanoseconds = connection.start + 30_000_000
    NameBatch.fill(&events[place], connection, family.address(inside), host)
    events[place].nameSource = connection.proto == .tcp ? .tls : .quic
    events[place].insidePort = connection.insidePort
    events[place].destinationPort = connection.destinationPort
    events[place].proto = connection.proto
    count = place + 1
  }

  /// The events, all or a few: then they are copied.
  mutating func send(_ outbox: inout EventOutbox, to sink: inout some EventSink) throws {
    if isFull {
      try outbox.lend(&events, to: &sink)
    } else {
      var few = Array(events[..<count])
      try outbox.send(&few, to: &sink)
    }
    count = 0
  }

  @inline(__always)
  private static func fill(
    _ event: inout Event, _ connection: Connection, _ inside: IPAddress, _ host: TextID
  ) {
    event.inside = inside
    // The templates have 0.0.0.0 here.
    event.destination.low = 0xffff_0000_0000 | UInt64(connection.destination)
    event.host = host
  }
}
