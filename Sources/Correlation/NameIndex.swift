import NATModel

/// Host names that clients were seen to ask for, ready to be joined to sessions.
///
/// Two ways, the first that finds something decides:
/// - by connection: a name seen inside a connection (TLS, QUIC, HTTP) between the same client
///   endpoint, inside or outside the NAT, and the same destination endpoint, while the session was
///   held; the earliest such;
/// - by lookup: the latest name that the same client address learned for the destination address
///   at or before the start of the session, not older than the look-back. Only for a client seen
///   before the NAT: behind it many share the address.
///
/// Realms play no part: a capture does not state them.
struct NameIndex {
  /// How a session got its name.
  enum Join {
    case connection
    case lookup
  }

  private struct Observation {
    var client: UInt32
    var destination: UInt32
    var clientPort: UInt16
    var destinationPort: UInt16
    var proto: UInt8
    var source: NameSource
    var time: Int64
    var host: TextID
  }

  private var byConnection: [Observation] = []
  private var byLookup: [Observation] = []
  private let options: CorrelatorOptions

  /// An index over events that carry a client, a destination, a time and a host name.
  ///
  /// - Complexity: O(n log n).
  init(
    _ events: [Event], addresses: AddressTable, texts: TextTable, options: CorrelatorOptions
  ) {
    self.options = options
    for event in events where event.has([.time, .inside, .destination, .host]) {
      // Addresses that no session states cannot be joined.
      guard let client = addresses.find(event.inside),
        let destination = addresses.find(event.destination)
      else { continue }
      let isFlow = event.kind != .name
      let observation = Observation(
        client: client, destination: destination, clientPort: event.insidePort,
        destinationPort: event.destinationPort, proto: event.proto.rawValue,
        source: event.nameSource,
        time: (isFlow && event.has(.start) ? event.start : event.time).nanoseconds,
        host: event.host)
      if event.nameSource != .dns, event.has([.insidePort, .destinationPort]) {
        byConnection.append(observation)
      } else if !isFlow {
        byLookup.append(observation)
      }
    }
    func precedes(_ left: Observation, _ right: Observation) -> Bool {
      if NameIndex.key(left) != NameIndex.key(right) {
        return NameIndex.key(left) < NameIndex.key(right)
      }
      if left.time != right.time { return left.time < right.time }
      if left.source.rawValue != right.source.rawValue {
        return left.source.rawValue < right.source.rawValue
      }
      // By content: ids depend on the order of the files.
      return left.host != right.host
        && texts.bytes(of: left.host).lexicographicallyPrecedes(texts.bytes(of: right.host))
    }
    byConnection.sort(by: precedes)
    for index in byLookup.indices {
      byLookup[index].clientPort = 0
      byLookup[index].destinationPort = 0
      byLookup[index].proto = 0
    }
    byLookup.sort(by: precedes)
  }

  /// True if there is nothing to join.
  var isEmpty: Bool { byConnection.isEmpty && byLookup.isEmpty }

  /// The name of the session in a row, if one was seen.
  ///
  /// - Complexity: O(log n).
  func name(of row: Int, in sessions: SessionColumns) -> (host: TextID, join: Join)? {
    let destination = sessions.destination[row]
    guard destination != 0 else { return nil }
    let clients = [
      (sessions.inside[row], sessions.insidePort[row]),
      (sessions.outside[row], sessions.outsidePort[row]),
    ]
    let error = options.nameClockError
    let from = Timestamp(nanoseconds: sessions.possibleStart(row)).advanced(by: -error)
    let to = Timestamp(nanoseconds: sessions.possibleEnd(row)).advanced(by: error)
    for (address, port) in clients where address != 0 {
      let key = NameIndex.key(
        address, destination, port, sessions.destinationPort[row], sessions.proto[row])
      let first = partition(byConnection) {
        NameIndex.key($0) == key ? $0.time < from.nanoseconds : NameIndex.key($0) < key
      }
      if first < byConnection.count, NameIndex.key(byConnection[first]) == key,
        byConnection[first].time < to.nanoseconds
      {
        return (byConnection[first].host, .connection)
      }
    }
    guard sessions.inside[row] != 0 else { return nil }
    let key = NameIndex.key(sessions.inside[row], destination, 0, 0, 0)
    // The answer may stand up to the log's resolution and the clocks' difference after the start.
    let start = Timestamp(nanoseconds: sessions.start[row])
    let latest = start.advanced(by: Int64(sessions.resolution[row])).advanced(by: error)
    let after = partition(byLookup) {
      NameIndex.key($0) == key ? $0.time <= latest.nanoseconds : NameIndex.key($0) < key
    }
    guard after > 0, NameIndex.key(byLookup[after - 1]) == key,
      start.since(Timestamp(nanoseconds: byLookup[after - 1].time)) <= options.nameLookback
    else { return nil }
    return (byLookup[after - 1].host, .lookup)
  }

  private typealias Key = (UInt64, UInt64)

  private static func key(_ observation: Observation) -> Key {
    key(
      observation.client, observation.destination, observation.clientPort,
      observation.destinationPort, observation.proto)
  }

  private static func key(
    _ client: UInt32, _ destination: UInt32, _ clientPort: UInt16, _ destinationPort: UInt16,
    _ proto: UInt8
  ) -> Key {
    (
      UInt64(client) << 32 | UInt64(destination),
      UInt64(clientPort) << 32 | UInt64(destinationPort) << 16 | UInt64(proto)
    )
  }

  private func partition(
    _ list: [Observation], _ isBefore: (Observation) -> Bool
  ) -> Int {
    var low = 0
    var high = list.count
    while low < high {
      let middle = low + (high - low) / 2
      if isBefore(list[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
