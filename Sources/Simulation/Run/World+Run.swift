package import NATModel

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
  ) throws -> RunReport {
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
    var coming: SliceProduction?
    var span: Range<Int64>? = next(after: traffic.start, length)
    while let present = span {
      let slices: [TrafficSlice]
      if count == 1 {
        addresses.advance(to: traffic.day(of: present.lowerBound))
        slices = [workers[0].slice(present, addresses)]
      } else {
        slices = (coming ?? SliceProduction(workers, present, addresses)).finished()
      }
      span = next(after: present.upperBound, length)
      if count > 1, let span {
        addresses.advance(to: traffic.day(of: span.lowerBound))
        coming = SliceProduction(workers, span, addresses)
      }
      guard try recorder.record(slices, present, &sink, &truth) else { break }
    }
    try recorder.finish(&sink)
    return recorder.report
  }

  private func next(after begin: Int64, _ length: Int64) -> Range<Int64>? {
    begin < traffic.end ? begin..<min(begin + length, traffic.end) : nil
  }

  /// A slice of about a million connections in the busiest hour, 1 minute to 1 hour.
  private var defaultSliceLength: Int64 {
    let perSecond = 0.2 * Double(max(1, traffic.population.count))
    let wanted = 1_000_000 / perSecond / 60
    let minutes: [Int64] = [60, 30, 20, 15, 12, 10, 6, 5, 4, 3, 2, 1]
    return (minutes.first { Double($0) <= wanted } ?? 1) * TrafficModel.cell
  }
}
