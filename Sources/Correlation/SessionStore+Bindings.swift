package import NATModel

/// What tells whether sessions belong to one binding: the mapping that each used, and when.
package struct SessionMapping: Sendable, BitwiseCopyable {
  /// Position in the store.
  package var row: Int
  /// When it was held.
  package var span: TimeSpan
  /// Who held it.
  package var subscriber: SubscriberID
  /// Address space of the inside address.
  package var realm: UInt32
  /// The number of the inside address in ``SessionStore/addresses``, 0 if not stated.
  package var inside: UInt32
  /// The number of the outside address, 0 if not stated.
  package var outside: UInt32
  /// Inside port, outside port and protocol: `inside << 24 | outside << 8 | proto`.
  package var ports: UInt64

  /// As ``ports``.
  @inline(__always)
  fileprivate static func packed(_ inside: UInt16, _ outside: UInt16, _ proto: UInt8) -> UInt64 {
    UInt64(inside) << 24 | UInt64(outside) << 8 | UInt64(proto)
  }
}

/// A session whose mapping others went on using.
package struct JoinedSession: Sendable, BitwiseCopyable {
  /// Position of the first session in the store.
  package var row: Int
  /// When the last use ended.
  package var end: Timestamp
  /// What is known of that end, and of the first session's start.
  package var knowledge: SpanKnowledge
  /// The coarsest resolution of all uses.
  package var resolution: UInt32
  /// Octets of all uses.
  package var bytes: UInt64

  /// The session at a position as it is.
  package init(row: Int, in store: SessionStore) {
    let session = store[row]
    self.row = row
    end = session.span.end
    knowledge = session.knowledge
    resolution = session.resolution
    bytes = session.bytes
  }
}

extension SessionStore {
  /// Calls `body` with the mapping of every session of one shard, in order.
  ///
  /// All sessions with one inside address fall into the same of so many shards.
  /// - Complexity: O(n), sessions of other shards costing little.
  package func forEachMapping(
    inShard shard: Int, of shards: Int, _ body: (SessionMapping) -> Void
  ) {
    var reader = MappingReader(storage.columns)
    forEachBlock(of: 0..<count) { block, rows in
      reader.read(block)
      for row in rows where shards == 1 || Int(reader.inside[row]) % shards == shard {
        body(reader.mapping(row, at: block << PackedBlock.shift + row))
      }
    }
  }

  /// The mapping of the session at a position.
  package func mapping(at row: Int) -> SessionMapping {
    SessionMapping(
      row: row, span: storage.span(row),
      subscriber: SubscriberID(rawValue: storage.columns.subscriber[row]),
      realm: storage.columns.realm[row], inside: storage.columns.inside[row],
      outside: storage.columns.outside[row],
      ports: SessionMapping.packed(
        storage.columns.insidePort[row], storage.columns.outsidePort[row],
        storage.columns.proto[row]))
  }

  /// True if two sessions used one mapping.
  package func haveSameMapping(_ left: Int, _ right: Int) -> Bool {
    insideNumber(at: left) == insideNumber(at: right)
      && insidePort(at: left) == insidePort(at: right)
      && outsideNumber(at: left) == outsideNumber(at: right)
      && outsidePort(at: left) == outsidePort(at: right) && proto(at: left) == proto(at: right)
      && realm(at: left) == realm(at: right)
  }

  /// These sessions without where they led, some of them as long as others that are left out.
  ///
  /// - Parameters:
  ///   - joined: sessions that others are joined into, ascending by position.
  ///   - absorbed: positions of those others, ascending.
  /// - Returns: a store of its own.
  /// - Complexity: O(n), on all cores.
  package func bindings(joining joined: [JoinedSession], absorbing absorbed: [UInt32])
    -> SessionStore
  {
    var order: [UInt32] = []
    order.reserveCapacity(count - absorbed.count)
    var places: [Int] = []
    var (nextAbsorbed, nextJoined) = (0, 0)
    for row in 0..<UInt32(count) {
      if nextAbsorbed < absorbed.count, absorbed[nextAbsorbed] == row {
        nextAbsorbed += 1
        continue
      }
      if nextJoined < joined.count, joined[nextJoined].row == Int(row) {
        places.append(order.count)
        nextJoined += 1
      }
      order.append(row)
    }
    return SessionStore(
      storage.columns.withoutDestinations().permuted(order).replacing(joined, at: places))
  }

  /// The sessions at some positions.
  /// - Precondition: positions ascend.
  /// - Complexity: O(positions), on all cores.
  package func rows(_ positions: [UInt32]) -> SessionStore {
    SessionStore(storage.columns.permuted(positions))
  }
}

extension SessionColumns {
  fileprivate func withoutDestinations() -> SessionColumns {
    var copy = self
    copy.destination = PackedColumn(repeating: 0, count: count)
    copy.destinationPort = PackedColumn(repeating: 0, count: count)
    copy.host = PackedColumn(repeating: 0, count: count)
    copy.exporter = PackedColumn(repeating: 0, count: count)
    return copy
  }

  fileprivate func replacing(_ joined: [JoinedSession], at places: [Int]) -> SessionColumns {
    var copy = self
    copy.duration = duration.replacing(
      zip(places, joined).map { ($0, $1.end.nanoseconds &- start[$0]) })
    copy.knowledge = knowledge.replacing(zip(places, joined).map { ($0, $1.knowledge.rawValue) })
    copy.resolution = resolution.replacing(zip(places, joined).map { ($0, $1.resolution) })
    copy.bytes = bytes.replacing(zip(places, joined).map { ($0, $1.bytes) })
    return copy
  }
}

/// The columns that make a ``SessionMapping``, read together.
private struct MappingReader {
  var inside: ColumnReader<UInt32>
  private var start: ColumnReader<Int64>
  private var duration: ColumnReader<Int64>
  private var subscriber: ColumnReader<UInt32>
  private var realm: ColumnReader<UInt32>
  private var outside: ColumnReader<UInt32>
  private var insidePort: ColumnReader<UInt16>
  private var outsidePort: ColumnReader<UInt16>
  private var proto: ColumnReader<UInt8>

  init(_ columns: SessionColumns) {
    inside = ColumnReader(columns.inside)
    start = ColumnReader(columns.start)
    duration = ColumnReader(columns.duration)
    subscriber = ColumnReader(columns.subscriber)
    realm = ColumnReader(columns.realm)
    outside = ColumnReader(columns.outside)
    insidePort = ColumnReader(columns.insidePort)
    outsidePort = ColumnReader(columns.outsidePort)
    proto = ColumnReader(columns.proto)
  }

  mutating func read(_ block: Int) {
    inside.read(block)
    start.read(block)
    duration.read(block)
    subscriber.read(block)
    realm.read(block)
    outside.read(block)
    insidePort.read(block)
    outsidePort.read(block)
    proto.read(block)
  }

  /// The mapping of a row of the block, which stands at a position of the store.
  func mapping(_ row: Int, at position: Int) -> SessionMapping {
    SessionMapping(
      row: position,
      span: TimeSpan(
        start: Timestamp(nanoseconds: start[row]),
        end: Timestamp(nanoseconds: start[row] &+ duration[row])),
      subscriber: SubscriberID(rawValue: subscriber[row]), realm: realm[row],
      inside: inside[row], outside: outside[row],
      ports: SessionMapping.packed(insidePort[row], outsidePort[row], proto[row]))
  }
}
