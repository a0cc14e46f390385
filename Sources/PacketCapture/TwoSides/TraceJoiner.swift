import NATModel

/// Joins stretches of the same flow, or of the same binding, that silence had cut.
struct TraceJoiner {
  /// A stretch with its roles told.
  struct Stretch {
    /// What stretches that may be joined have in common.
    struct Key: Hashable {
      var inside: IPAddress
      var insidePort: UInt16
      var outside: IPAddress
      var outsidePort: UInt16
      var destination: IPAddress
      var destinationPort: UInt16
      var proto: TransportProtocol
      var softwire: IPAddress
    }

    var key: Key
    var trace: FlowTrace
    /// Whether there is an outside endpoint.
    var isBound: Bool
    /// How sure it is, in ten-thousandths.
    var confidence: UInt16

    /// A stretch whose inside endpoint is on a side, with the outside endpoint if that is known.
    init(
      _ trace: FlowTrace, _ side: FlowKey.Side, outside: (address: IPAddress, port: UInt16)? = nil,
      confidence: Double = 1
    ) {
      let near = trace.endpoint(side)
      let far = trace.endpoint(side.other)
      key = Key(
        inside: near.address, insidePort: near.port, outside: outside?.address ?? .unspecified,
        outsidePort: outside?.port ?? 0, destination: far.address, destinationPort: far.port,
        proto: trace.key.proto, softwire: side == .low ? trace.outer.low : trace.outer.high)
      self.trace = trace
      isBound = outside != nil
      self.confidence = UInt16(max(0, min(1, confidence)) * 10_000)
    }

    /// The event that says so.
    func event(_ kind: EventKind, texts: inout TextTable) -> Event {
      var event = Event(kind)
      event.fields = [.time, .start, .inside, .destination, .proto, .bytes, .packets]
      event.start = trace.start
      event.time = trace.end
      event.resolution = trace.resolution
      event.inside = key.inside
      event.destination = key.destination
      event.proto = key.proto
      switch key.proto {
      case .tcp, .udp:
        event.insidePort = key.insidePort
        event.destinationPort = key.destinationPort
        event.fields.formUnion([.insidePort, .destinationPort])
      case .icmp, .icmpv6:
        event.insidePort = key.insidePort
        event.fields.insert(.insidePort)
      default: break
      }
      if isBound {
        event.outside = key.outside
        event.outsidePort = key.outsidePort
        event.confidence = confidence
        event.fields.formUnion([.outside, .outsidePort, .confidence])
      }
      event.bytes = trace.bytes
      event.packets = trace.packets
      event.location = trace.location
      event.realm = texts.realm(of: key.softwire)
      return event
    }
  }

  private let silence: Int64
  private var stretches: [Stretch] = []

  /// A joiner for silences of at most so many nanoseconds.
  init(silence: Int64) { self.silence = silence }

  /// Adds a stretch.
  mutating func add(_ stretch: Stretch) { stretches.append(stretch) }

  /// Everything that was added, joined; what was joined is as sure as its surest part.
  consuming func finish() -> [Stretch] {
    var last: [Stretch.Key: Int] = [:]
    var joined: [Stretch] = []
    let ordered = stretches.sorted {
      ($0.trace.start, $0.trace.location.file, $0.trace.location.record)
        < ($1.trace.start, $1.trace.location.file, $1.trace.location.record)
    }
    for stretch in ordered {
      // A new connection on the same endpoints is another session.
      if stretch.key.proto != .tcp, let place = last[stretch.key],
        stretch.trace.start.since(joined[place].trace.end) <= silence
      {
        joined[place].trace.end = max(joined[place].trace.end, stretch.trace.end)
        joined[place].trace.bytes &+= stretch.trace.bytes
        joined[place].trace.packets &+= stretch.trace.packets
        joined[place].confidence = max(joined[place].confidence, stretch.confidence)
      } else {
        last[stretch.key] = joined.count
        joined.append(stretch)
      }
    }
    return joined
  }
}
