import Correlation
import NATModel

/// Which sessions of one store go on where an earlier session of the same mapping left off.
///
/// One pass in order of start. Only mappings still in use are held, since a session that begins later
/// than a mapping's last use joins nothing: memory grows with what is open at a time and not with the
/// log.
struct MappingJoins: Sendable {
  /// Sessions that others are joined into, in order.
  private(set) var joined: [JoinedSession] = []
  /// Positions of those others, in order.
  private(set) var absorbed: [UInt32] = []

  /// A mapping in use.
  private struct Use: BitwiseCopyable {
    /// The first session of the run, and ``free`` where nothing stands.
    var row: UInt32
    /// Position in ``joined``, or -1 for a run of one.
    var run: Int32
    /// End of the run, nanoseconds since 1970 UTC.
    var end: Int64
  }

  private static let free = Use(row: .max, run: -1, end: .min)
  /// Open addressing with linear probing; at least half of the slots are free, a power of two.
  private var uses = [Use](repeating: free, count: 1 << 10)
  private var count = 0
  /// Ports stand in the log: whoever wrote it must not be able to choose where they fall.
  private var key = UInt64.random(in: .min ... .max)

  /// The joins of all sessions of a store.
  ///
  /// O(n), inside addresses on all cores.
  init(_ store: SessionStore) {
    let shards = store.count < 1 << 16 ? 1 : 4
    let parts = Parallel.map(shards) { MappingJoins(store, shard: $0, of: shards) }
    guard shards > 1 else {
      self = parts[0]
      return
    }
    joined = parts.flatMap(\.joined).sorted { $0.row < $1.row }
    absorbed = parts.flatMap(\.absorbed)
    RadixSort.sort(&absorbed, bits: UInt32.bitWidth) { UInt64($0) }
  }

  private init(_ store: SessionStore, shard: Int, of shards: Int) {
    store.forEachMapping(inShard: shard, of: shards) { take($0, store) }
    joined.sort { $0.row < $1.row }
    uses = []
  }

  private mutating func take(_ mapping: SessionMapping, _ store: SessionStore) {
    let row = UInt32(mapping.row)
    var slot = place(of: hash(mapping))
    while uses[slot].row != .max, !store.haveSameMapping(Int(uses[slot].row), mapping.row) {
      slot = (slot + 1) & (uses.count - 1)
    }
    if uses[slot].row != .max, mapping.span.start.nanoseconds <= uses[slot].end {
      join(row, mapping.span, into: slot, store)
      return
    }
    let isNew = uses[slot].row == .max
    uses[slot] = Use(row: row, run: -1, end: mapping.span.end.nanoseconds)
    guard isNew else { return }
    count += 1
    if count * 2 > uses.count { makeRoom(at: mapping.span.start.nanoseconds, store) }
  }

  /// Adds a session that begins before a run ends, or where it ends.
  private mutating func join(
    _ row: UInt32, _ span: TimeSpan, into slot: Int, _ store: SessionStore
  ) {
    absorbed.append(row)
    if uses[slot].run < 0 {
      uses[slot].run = Int32(joined.count)
      joined.append(JoinedSession(row: Int(uses[slot].row), in: store))
    }
    let run = Int(uses[slot].run)
    let begin = store.span(at: joined[run].row).start
    joined[run].add(store[Int(row)], lasts: joined[run].end > begin)
    uses[slot].end = joined[run].end.nanoseconds
  }

  /// Forgets mappings that are out of use, and doubles the table if that is not enough.
  private mutating func makeRoom(at now: Int64, _ store: SessionStore) {
    let live = uses.filter { $0.row != .max && $0.end >= now }
    let slots = live.count * 4 > uses.count ? uses.count * 2 : uses.count
    uses = [Use](repeating: MappingJoins.free, count: slots)
    count = live.count
    for use in live {
      var slot = place(of: hash(store.mapping(at: Int(use.row))))
      while uses[slot].row != .max { slot = (slot + 1) & (slots - 1) }
      uses[slot] = use
    }
  }

  private func place(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash) & (uses.count - 1) }

  private func hash(_ mapping: SessionMapping) -> UInt64 {
    let endpoints = UInt64(mapping.inside) << 32 | UInt64(mapping.outside)
    let ports = KeyedTag.mixed(mapping.ports ^ key)
    return KeyedTag.mixed(ports ^ endpoints &+ UInt64(mapping.realm))
  }
}

extension JoinedSession {
  /// Adds a use of the mapping; `lasts` says whether the uses so far took any time.
  fileprivate mutating func add(_ session: Session, lasts: Bool) {
    let ends: SpanKnowledge = [.endInferred, .openAtEnd]
    // A use of no length at the very end still has to lie inside the half-open interval.
    let last =
      session.span.length == 0 && lasts ? session.span.start.advanced(by: 1) : session.span.end
    if last > end {
      end = last
      knowledge = knowledge.subtracting(ends).union(session.knowledge.intersection(ends))
    }
    resolution = max(resolution, session.resolution)
    let (sum, overflow) = bytes.addingReportingOverflow(session.bytes)
    bytes = overflow ? .max : sum
  }
}
