package import NATModel

/// A NAT44: flows in order of time go in, the events a carrier-grade NAT would log come out.
///
/// One engine serves simulated worlds and, as a virtual NAT, captures of a LAN and flow logs. It
/// follows RFC 4787 and RFC 5382: paired pooling (an inside address keeps its outside address),
/// endpoint-independent mapping unless ``NATBehavior/overloaded``, separate port spaces for TCP,
/// UDP and ICMP, and a hold-down for freed ports. A session ends when its mapping time after the
/// last packet is over; that is when the close is logged.
///
/// No hidden state: the same flows give the same events. Events collect in ``logged`` in order of
/// time until the caller takes them. Not copyable, as it owns the memory of its tables.
/// - Complexity: amortised O(1) a flow; memory grows with open sessions and used addresses only.
package struct NATEngine: ~Copyable, Sendable {
  /// A mapping: inside endpoint to outside port, shared by its sessions.
  struct Mapping: BitwiseCopyable, Sendable {
    var start: Int64
    /// Key in `table`.
    var key: UInt64
    var client: UInt32
    /// First of its sessions, or the next free mapping.
    var first: UInt32
    var insidePort: UInt16
    var outsidePort: UInt16
    var space: UInt8
  }

  /// An open session.
  struct Session: BitwiseCopyable, Sendable {
    var start: Int64
    var end: Int64
    var id: UInt64
    var tag: UInt64
    var destination: UInt32
    var mapping: UInt32
    /// Neighbours among the sessions of the mapping; `after` is the next free one of a free place.
    var before: UInt32
    var after: UInt32
    var destinationPort: UInt16
  }

  /// An inside address.
  struct Client: BitwiseCopyable, Sendable {
    var address: UInt32
    /// Position of its outside address.
    var outside: UInt32
    /// First of its blocks.
    var block: UInt32 = NATEngine.nothing
    var blocks: UInt32 = 0
    /// Mappings by port space.
    var live: (UInt32, UInt32, UInt32) = (0, 0, 0)
    /// Port taken last.
    var cursor: UInt16 = 0
  }

  /// Marks the end of a chain.
  static let nothing = UInt32.max

  /// What it was told to do.
  package let settings: NATSettings
  /// What happened so far.
  package internal(set) var statistics = NATStatistics()
  /// Events not yet taken, in order of time.
  package internal(set) var logged = EventBuffer()

  let templates: EventTemplates
  var clients: Slab<Client>
  var others: [UInt32: UInt32] = [:]
  var ports: PortMaps
  var blocks: PortBlocks
  var table = KeyTable()
  var mappings = Slab<Mapping>()
  var freeMapping = NATEngine.nothing
  var openMappings = 0
  var sessions = Slab<Session>()
  var freeSession = NATEngine.nothing
  var wheel: ExpiryWheel
  var held = HoldDownQueue()
  var now = Int64.min
  var lastSession: UInt64 = 0
  var generator: CounterGenerator
  var touched = TouchedPlaces()

  /// A NAT without sessions.
  package init(_ settings: NATSettings) {
    self.settings = settings
    templates = EventTemplates(settings)
    ports = PortMaps(count: settings.outside.count * 3)
    blocks = PortBlocks(settings)
    wheel = ExpiryWheel()
    generator = CounterGenerator(seed: settings.seed, stream: .ports)
    clients = Slab(capacity: settings.insideCount)
    for index in 0..<settings.insideCount {
      clients.append(
        Client(
          address: settings.insideFirst &+ UInt32(truncatingIfNeeded: index),
          outside: outside(ofClient: index)))
    }
  }

  /// Mappings that an inside address holds now, all protocols together.
  package func mappings(ofClientAt index: Int) -> Int {
    guard clients.indices.contains(index) else { return 0 }
    let live = clients[index].live
    return Int(live.0) + Int(live.1) + Int(live.2)
  }

  /// Position in ``NATSettings/outside`` of a client's shared address.
  package func outsidePosition(ofClientAt index: Int) -> Int { Int(clients[index].outside) }

  /// A copy of the events not yet taken, in order of time.
  package var events: [Event] { logged.events }

  /// Number of inside addresses served so far, the range included.
  package var clientCount: Int { clients.count }

  /// Where a client's outside address stands: in order under RFC 7422, else spread evenly.
  private func outside(ofClient index: Int) -> UInt32 {
    let count = settings.outside.count
    if case .deterministic = settings.behavior {
      return UInt32(min(index / max(1, settings.sharing), count - 1))
    }
    return UInt32(index % count)
  }

  /// The position of an inside address among the clients, new ones added at the end.
  private mutating func client(_ address: UInt32) -> UInt32? {
    let offset = Int(address) - Int(settings.insideFirst)
    if offset >= 0, offset < settings.insideCount { return UInt32(offset) }
    guard settings.servesOthers else { return nil }
    if let known = others[address] { return known }
    let index = clients.count
    guard
      settings.behavior != .deterministic
        || index < settings.sharing * settings.outside.count
    else { return nil }
    clients.append(Client(address: address, outside: outside(ofClient: index)))
    others[address] = UInt32(index)
    return UInt32(index)
  }

  /// Translates one flow, after everything that ends before it starts has ended.
  ///
  /// A flow that starts before an earlier one is taken as starting now and counted as late.
  package mutating func open(_ flow: Flow) -> Translation {
    var start = flow.start
    if start < now {
      start = now
      statistics.late += 1
    }
    advance(to: start)
    guard let space = PortSpace(flow.proto), let client = client(flow.inside) else {
      statistics.untranslated += 1
      return Translation(outcome: .untranslated)
    }
    let timeout: Int64 =
      switch space {
      case .tcp: flow.isClosed ? settings.tcpTransitory : settings.tcpEstablished
      case .udp: settings.udp
      case .icmp: settings.icmp
      }
    let (sum, overflow) = max(flow.end, start).addingReportingOverflow(timeout)
    let end = overflow ? Int64.max : sum
    let mapping: UInt32
    if case .overloaded = settings.behavior {
      guard withinQuota(client, space) else { return overQuota() }
      guard let port = overloadedPort(client, space, flow) else { return exhausted() }
      mapping = addMapping(
        key: port.key, client: client, space: space, inside: flow.insidePort, outside: port.port,
        start: start)
    } else {
      let key = UInt64(client) << 18 | UInt64(space.rawValue) << 16 | UInt64(flow.insidePort)
      if let known = position(ofKey: key) {
        if let same = session(of: known, to: flow) {
          sessions[Int(same)].end = max(sessions[Int(same)].end, end)
          statistics.extended += 1
          return translation(.extended, same)
        }
        mapping = known
      } else {
        guard withinQuota(client, space) else { return overQuota() }
        switch port(for: client, space, flow.insidePort, at: start) {
        case .port(let port):
          mapping = addMapping(
            key: key, client: client, space: space, inside: flow.insidePort, outside: port,
            start: start)
        case .overQuota: return overQuota()
        case .exhausted: return exhausted()
        }
      }
    }
    let session = addSession(flow, mapping: mapping, start: start, end: end)
    return translation(.opened, session)
  }

  /// Ends every session and frees every port whose time has come by an instant.
  package mutating func advance(to time: Int64) {
    guard time > now else { return }
    now = time
    repeat {
      while true {
        if wheel.takenCount >= touched.due { touchDue() }
        guard let due = wheel.next(by: time, in: sessions) else { break }
        let end = sessions[Int(due)].end
        releasePorts(by: end)
        close(due, at: end)
      }
      guard wheel.turn(by: time) else { break }
      touched.due = 0
    } while true
    releasePorts(by: time)
  }

  /// Ends everything that is still open, in order of time: the end of a recording.
  package mutating func drain() { advance(to: .max) }

  @inline(__always)
  private func translation(_ outcome: Translation.Outcome, _ session: UInt32) -> Translation {
    let entry = sessions[Int(session)]
    let mapping = mappings[Int(entry.mapping)]
    return Translation(
      outcome: outcome, outside: settings.outside[Int(clients[Int(mapping.client)].outside)],
      outsidePort: mapping.outsidePort, session: entry.id)
  }

  /// The mapping of a key, held-down ones of an overloaded NAT included.
  @inline(__always)
  func position(ofKey key: UInt64) -> UInt32? {
    table.find(key) { mappings[Int($0)].key == key }
  }

  private mutating func overQuota() -> Translation {
    statistics.overQuota += 1
    return Translation(outcome: .overQuota)
  }

  private mutating func exhausted() -> Translation {
    statistics.exhausted += 1
    return Translation(outcome: .exhausted)
  }
}
