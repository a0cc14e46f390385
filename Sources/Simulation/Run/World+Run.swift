package import NATModel
import Synchronization

/// A shard that one task at a time asks for its next slice.
private final class ShardWorker: Sendable {
  private let shard: Mutex<TrafficShard>

  init(_ shard: TrafficShard) { self.shard = Mutex(shard) }

  func slice(_ span: Range<Int64>, _ addresses: HostAddresses) -> TrafficSlice {
    shard.withLock { $0.slice(span, addresses) }
  }
}

extension World {
  /// Makes the world happen, in order of time, and hands on what is written and what is true.
  ///
  /// Traffic is made in slices, by several threads while the slice before is put through the NAT;
  /// only two slices are held. The result does not depend on the number of threads or on slices.
  ///
  /// - Parameters:
  ///   - threads: How many threads make traffic; 1 does everything in turn.
  ///   - sliceLength: Nanoseconds, whole minutes that divide an hour; by default so that a slice
  ///     has about a million connections.
  ///   - sink: Receives events, each batch from one log (NAT, accounting, names, access logs), each
  ///     log in order of true time. Texts are valid for all batches so far.
  ///   - truth: Receives what really happened.
  /// - Returns: What was counted.
  /// - Throws: What the sinks throw.
  package func run(
    threads: Int = 1, sliceLength: Int64? = nil, sink: inout some EventSink,
    truth: inout some TruthSink
  ) async throws -> RunReport {
    var recorder = Recorder(self)
    try recorder.begin(&sink)
    let count = max(1, min(threads, traffic.population.count))
    let workers = (0..<count).map { shard in
      let first = traffic.population.count * shard / count
      let last = traffic.population.count * (shard + 1) / count
      return ShardWorker(TrafficShard(traffic, subscribers: first..<last))
    }
    let length = sliceLength ?? defaultSliceLength
    var addresses = addresses
    func next(after begin: Int64) -> Range<Int64>? {
      begin < traffic.end ? begin..<min(begin + length, traffic.end) : nil
    }
    var span = next(after: traffic.start)
    if count == 1 {
      while let present = span {
        addresses.advance(to: traffic.day(of: present.lowerBound))
        let slices = [workers[0].slice(present, addresses)]
        guard try recorder.record(slices, present, &sink, &truth) else { break }
        span = next(after: present.upperBound)
      }
    } else {
      var slices = await World.produce(workers, span, addresses)
      while let present = span {
        span = next(after: present.upperBound)
        addresses.advance(to: traffic.day(of: span?.lowerBound ?? present.lowerBound))
        async let coming = World.produce(workers, span, addresses)
        let goesOn = try recorder.record(slices, present, &sink, &truth)
        slices = await coming
        if !goesOn { break }
      }
    }
    try recorder.finish(&sink)
    return recorder.report
  }

  /// A slice of about a million connections in the busiest hour, 1 minute to 1 hour.
  private var defaultSliceLength: Int64 {
    let perSecond = 0.2 * Double(max(1, traffic.population.count))
    let wanted = 1_000_000 / perSecond / 60
    let minutes: [Int64] = [60, 30, 20, 15, 12, 10, 6, 5, 4, 3, 2, 1]
    return (minutes.first { Double($0) <= wanted } ?? 1) * TrafficModel.cell
  }

  /// The slices of all shards, in order of shard.
  @concurrent
  private static func produce(
    _ workers: [ShardWorker], _ span: Range<Int64>?, _ addresses: HostAddresses
  ) async -> [TrafficSlice] {
    guard let span else { return [] }
    return await withTaskGroup(of: (Int, TrafficSlice).self) { group in
      for (index, worker) in workers.enumerated() {
        group.addTask { (index, worker.slice(span, addresses)) }
      }
      var slices = workers.map { _ in TrafficSlice() }
      for await (index, slice) in group { slices[index] = slice }
      return slices
    }
  }
}
