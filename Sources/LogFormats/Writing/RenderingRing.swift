import Dispatch
package import NATModel
import Synchronization

/// Turns batches of events into text on threads of its own, and hands the text on in input order.
///
/// A fixed ring of places bounds the memory. The caller puts each batch into the next free place; a
/// renderer takes the oldest batch that nobody has taken and makes text of it without holding
/// anything else; whoever is done with the oldest text hands it on, and those after it that are done
/// as well. So the text is the same for any number of threads, and whoever takes it slowly slows the
/// caller down.
package final class RenderingRing: Sendable {
  /// Appends the text of a batch; returns the number of events that have none.
  package typealias Render = @Sendable (EventBatch, TextTable, inout TextOutput) -> Int
  /// Takes a text; returns false to get no more.
  package typealias HandOn = @Sendable (Span<UInt8>) -> Bool

  private struct Work: ~Copyable {
    var batch = EventBatch()
    var texts = TextTable()
    var output = TextOutput()
  }

  private final class Place: Sendable {
    let work = Mutex(Work())
  }

  /// What the caller alone uses.
  private struct Intake {
    /// Batches taken in.
    var count = 0
    /// A copy of the caller's texts, which is as old as it may be; see ``render(_:texts:)``.
    var texts = TextTable()
  }

  /// Whose turn it is to be handed on.
  private struct Turn {
    var next = 0
    var isRendered: [Bool]
    var isTaken = false
    var isWanted = true
  }

  private let places: [Place]
  private let free = DispatchSemaphore(value: 0)
  private let waiting = DispatchSemaphore(value: 0)
  private let intake = Mutex(Intake())
  private let batches = Mutex<[Int]>([])
  private let turn: Mutex<Turn>
  private let missing = Atomic<Int>(0)
  private let threads: Int
  private let makeText: Render
  private let handOn: HandOn

  /// A ring with a number of renderers, at least one, that are started at once.
  package init(threads: Int, render: @escaping Render, handOn: @escaping HandOn) {
    self.threads = max(1, threads)
    let count = 2 * self.threads + 2
    places = (0..<count).map { _ in Place() }
    turn = Mutex(Turn(isRendered: Array(repeating: false, count: count)))
    makeText = render
    self.handOn = handOn
    for _ in places { free.signal() }
    // A queue each: threads that wait in a common one would keep it from starting more.
    for _ in 0..<self.threads { DispatchQueue(label: "natlens.render").async { self.work() } }
  }

  /// Events of all batches rendered so far that have no text.
  package var unwritten: Int { missing.load(ordering: .relaxed) }

  /// Takes a batch in, once there is a free place; from one thread at a time.
  ///
  /// Returns false if the text of an earlier one was not wanted. Texts that are younger than the
  /// renderers' copy of the table mean a new copy only after the table has grown by a quarter, so
  /// that all copies together cost no more than the table; until then the caller renders itself.
  package func render(_ batch: EventBatch, texts: TextTable) -> Bool {
    guard turn.withLock({ $0.isWanted }) else { return false }
    free.wait()
    let (number, known) = intake.withLock { intake in
      let growth = texts.count - intake.texts.count
      if growth > 0, texts.count < 1024 || growth > intake.texts.count / 4 {
        intake.texts = texts
      }
      intake.count += 1
      return (intake.count - 1, intake.texts)
    }
    let isKnown = known.count == texts.count
    place(number).work.withLock { work in
      work.batch = batch
      work.texts = isKnown ? known : texts
    }
    if isKnown {
      batches.withLock { $0.append(number) }
      waiting.signal()
    } else {
      renderPlace(number)
    }
    return true
  }

  /// Waits until everything was handed on and ends the threads; nothing may follow.
  package func finish() {
    for _ in places { free.wait() }
    for _ in 0..<threads { waiting.signal() }
  }

  private func place(_ number: Int) -> Place { places[number % places.count] }

  private func work() {
    while true {
      waiting.wait()
      let number = batches.withLock { $0.isEmpty ? nil : $0.removeFirst() }
      guard let number else { return }
      renderPlace(number)
    }
  }

  private func renderPlace(_ number: Int) {
    let unwritten = place(number).work.withLock { work in
      work.output.removeAll()
      let unwritten = makeText(work.batch, work.texts, &work.output)
      work.batch = EventBatch()
      work.texts = TextTable()
      return unwritten
    }
    missing.add(unwritten, ordering: .relaxed)
    let index = number % places.count
    var mine = turn.withLock { turn in
      turn.isRendered[index] = true
      return take(&turn)
    }
    while let (number, isWanted) = mine {
      let goesOn = isWanted && place(number).work.withLock { handOn($0.output.span) }
      mine = turn.withLock { turn in
        turn.isRendered[number % places.count] = false
        turn.next += 1
        turn.isTaken = false
        turn.isWanted = goesOn
        return take(&turn)
      }
      free.signal()
    }
  }

  /// The oldest text, if it is there and nobody is handing it on.
  private func take(_ turn: inout Turn) -> (number: Int, isWanted: Bool)? {
    guard !turn.isTaken, turn.isRendered[turn.next % places.count] else { return nil }
    turn.isTaken = true
    return (turn.next, turn.isWanted)
  }
}
