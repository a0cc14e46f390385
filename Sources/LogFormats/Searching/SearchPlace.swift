import Synchronization

/// A shard that one thread at a time works on.
final class SearchPlace: Sendable {
  let shard: Mutex<SearchShard>

  init(_ shard: SearchShard) { self.shard = Mutex(shard) }

  /// Position in the input of the block it holds; after the end, behind every block.
  var number: Int { shard.withLock { $0.isEnd ? Int.max : $0.number } }
}
