import Dispatch
import Synchronization

/// The slices of all shards for one interval, made by threads of their own.
final class SliceProduction: Sendable {
  private let slices: Mutex<[TrafficSlice]>
  private let group = DispatchGroup()

  /// Begins at once; one thread for each worker.
  init(_ workers: [ShardWorker], _ span: Range<Int64>, _ addresses: HostAddresses) {
    slices = Mutex(workers.map { _ in TrafficSlice() })
    let queue = DispatchQueue.global()
    for (index, worker) in workers.enumerated() {
      queue.async(group: group) {
        let slice = worker.slice(span, addresses)
        self.slices.withLock { $0[index] = slice }
      }
    }
  }

  /// Waits for the last of them; in order of shard.
  func finished() -> [TrafficSlice] {
    group.wait()
    return slices.withLock { slices in
      var taken: [TrafficSlice] = []
      swap(&taken, &slices)
      return taken
    }
  }
}

/// A shard that one thread at a time asks for its next slice.
final class ShardWorker: Sendable {
  private let shard: Mutex<TrafficShard>

  init(_ shard: TrafficShard) { self.shard = Mutex(shard) }

  func slice(_ span: Range<Int64>, _ addresses: HostAddresses) -> TrafficSlice {
    shard.withLock { $0.slice(span, addresses) }
  }
}
