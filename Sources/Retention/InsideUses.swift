import Correlation
import NATModel

/// When each subscriber used each inside address, as the sessions of a store tell.
struct InsideUses: Sendable {
  /// One subscriber's use of one address.
  struct Use: Sendable, BitwiseCopyable {
    var subscriber: SubscriberID
    /// Number of the address in the store's table; 0 where sessions do not state it.
    var inside: UInt32
    /// From the first start to the last end.
    var span: TimeSpan
  }

  /// In no promised order; each pair of subscriber and address once.
  private(set) var uses: [Use] = []

  /// The uses of all sessions.
  ///
  /// O(n), inside addresses on all cores.
  init(_ store: SessionStore) {
    let shards = store.count < 1 << 16 ? 1 : 4
    let addresses = store.addresses.count
    uses = Parallel.map(shards) { shard in
      var part = Collected(addresses: addresses)
      store.forEachMapping(inShard: shard, of: shards) { part.add($0) }
      return part.uses
    }.flatMap { $0 }
  }

  private struct Collected {
    private struct Key: Hashable {
      var subscriber: SubscriberID
      var inside: UInt32
    }

    var uses: [Use] = []
    /// Position of the last use of each address: mostly an address stays with its subscriber.
    private var last: [Int32]
    private var positions: [Key: Int] = [:]

    init(addresses: Int) { last = [Int32](repeating: -1, count: addresses) }

    mutating func add(_ session: SessionMapping) {
      let position = Int(last[Int(session.inside)])
      if position >= 0, uses[position].subscriber == session.subscriber {
        widen(position, session.span)
        return
      }
      let key = Key(subscriber: session.subscriber, inside: session.inside)
      let known = positions[key] ?? uses.count
      last[Int(session.inside)] = Int32(known)
      if known < uses.count {
        widen(known, session.span)
      } else {
        positions[key] = known
        uses.append(
          Use(subscriber: session.subscriber, inside: session.inside, span: session.span))
      }
    }

    private mutating func widen(_ position: Int, _ span: TimeSpan) {
      uses[position].span = TimeSpan(
        start: min(uses[position].span.start, span.start),
        end: max(uses[position].span.end, span.end))
    }
  }
}
