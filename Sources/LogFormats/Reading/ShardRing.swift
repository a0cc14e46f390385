import Dispatch
import NATModel
import Synchronization

/// Reads and parses blocks on several threads and hands them back in input order.
///
/// A fixed ring of shards bounds the memory. A worker takes the next free place, fills it while it
/// holds the input (blocks are numbered in that order), parses it without holding anything, and
/// marks the place as done; the caller takes places in order and frees them. Nothing is shared
/// while a line is parsed.
final class ShardRing: Sendable {
  private struct Input: ~Copyable {
    var reader: LineBlockReader
    var next = 0
    var isOver = false
  }

  private final class Place: Sendable {
    let shard: Mutex<LineShard>
    let isDone = DispatchSemaphore(value: 0)

    init(_ shard: LineShard) { self.shard = Mutex(shard) }
  }

  private let places: [Place]
  private let free: DispatchSemaphore
  private let input: Mutex<Input>
  private let isStopped = Atomic<Bool>(false)
  private let routes: Mutex<HostRoutes>
  private let plan: ParsingPlan

  /// A ring over the rest of an input.
  init(
    _ reader: consuming sending LineBlockReader, plan: ParsingPlan, routes: HostRoutes,
    shards: [LineShard]
  ) {
    places = shards.map(Place.init)
    free = DispatchSemaphore(value: shards.count)
    input = Mutex(Input(reader: reader))
    self.plan = plan
    self.routes = Mutex(routes)
  }

  /// Makes known which dialect other hosts write in, for the blocks parsed from now on.
  func publish(_ known: HostRoutes) { routes.withLock { $0 = known } }

  /// Starts the workers; they end with the input or after ``stop()``.
  func start(threads: Int) {
    let queue = DispatchQueue(label: "natlens.parse", attributes: .concurrent)
    for _ in 0..<threads { queue.async { self.work() } }
  }

  /// Makes the workers end after the block they are at.
  ///
  /// Does not wait for them: one may be blocked reading a stream that never ends.
  func stop() {
    isStopped.store(true, ordering: .relaxed)
    for _ in places { free.signal() }
  }

  /// Waits for the block of a number, counted from 0, and lends it; then its place is free again.
  ///
  /// Must be called once for each number in order, until a shard with `isEnd` came.
  func take<Result>(_ number: Int, _ body: (inout LineShard) throws -> Result) rethrows -> Result {
    let place = places[number % places.count]
    place.isDone.wait()
    defer { free.signal() }
    return try place.shard.withLock { shard in try body(&shard) }
  }

  /// Why the input ended early, and its plain size; meaningful after the last block was taken.
  var ending: (damage: String?, bytes: UInt64) {
    input.withLock { ($0.reader.damage, $0.reader.bytesRead) }
  }

  private func work() {
    while true {
      free.wait()
      guard !isStopped.load(ordering: .relaxed), let place = fillNext() else { break }
      place.shard.withLock { shard in
        guard !shard.isEnd else { return }
        shard.begin(with: routes.withLock { $0 })
        shard.parse(by: plan)
      }
      place.isDone.signal()
    }
    free.signal()  // wakes the next worker, to end too
  }

  /// Fills the next place in input order, or returns `nil` after the end.
  private func fillNext() -> Place? {
    input.withLock { input in
      guard !input.isOver else { return nil }
      let place = places[input.next % places.count]
      input.next += 1
      place.shard.withLock { shard in
        do throws(InputError) {
          shard.isEnd = try !input.reader.next(into: &shard.block)
        } catch {
          shard.isEnd = true
          shard.failure = error
        }
        input.isOver = shard.isEnd
      }
      return place
    }
  }
}
