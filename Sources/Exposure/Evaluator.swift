import Dispatch
import NATModel
import Retention
import Synchronization

/// Runs every measure over every regime's retained log of one world.
///
/// Logs are made one after the other, the richest first, and let go when their figures are known. Jobs
/// (measure × knowledge) run side by side over one log; each writes to its own place in the result, so
/// the evaluation is the same on any number of threads.
package struct Evaluator: Sendable {
  /// The measures, in the order of figures.
  package var measures: [any Measure]
  /// The measures that compare regimes; their figures stand last.
  package var ladderMeasures: [any LadderMeasure]
  /// How requests are drawn or thinned.
  package var sampling: RequestSampling
  /// How many jobs may run at a time.
  package var threads: Int

  /// An evaluator with its options.
  package init(
    measures: [any Measure] = Measures.all,
    ladderMeasures: [any LadderMeasure] = Measures.ladder,
    sampling: RequestSampling = RequestSampling(),
    threads: Int = 1
  ) {
    self.measures = measures
    self.ladderMeasures = ladderMeasures
    self.sampling = sampling
    self.threads = max(1, threads)
  }

  /// What is asked and known of every log of one world.
  private struct Questions: Sendable {
    var requests: [Request]
    var origin: String
    var truth: Truth?
    var known: [Knowledge]
  }

  /// What is found of one log: figures by measure, and the rest that outlives it.
  private struct Findings: Sendable {
    var retained: Evaluation.Retained
    var coverage: TimeSpan?
    var subscribers: Int
    var figures: [[Figure]]
    /// `nil` unless measures that compare regimes need it.
    var answered: AnsweredRequests?
  }

  /// All figures of a world.
  package func evaluate(_ input: Input) -> Evaluation {
    var shelf = Shelf(input.ladder)
    let questions = questions(input, &shelf)
    var found = [Findings?](repeating: nil, count: input.ladder.count)
    let day = MedianDay(count: input.ladder.count)
    for place in shelf.richestFirst {
      let regime = input.ladder[place].regime
      let log = shelf.take(place)
      found[place] = examine(log, regime, questions, beside: { day.look(at: place, log, regime) })
    }
    let rungs = found.compactMap { $0 }
    let variants = variants(input.variants, questions)
    let ladder = rungs.compactMap(\.answered)
    let figures =
      measures.indices.flatMap { measure in (rungs + variants).flatMap { $0.figures[measure] } }
      + (input.ladder.isEmpty
        ? [] : ladderMeasures.flatMap { Evaluator.figures(of: $0, ladder, questions.truth) })
    return Evaluation(
      world: world(input, rungs, questions), retained: (rungs + variants).map(\.retained),
      figures: figures, day: day.day)
  }

  /// The requests put to every regime, where they come from, and the truth that scores them.
  private func questions(_ input: Input, _ shelf: inout Shelf) -> Questions {
    let known = Knowledge.Level.allCases.map { input.knowledge($0) }
    guard input.requests.isEmpty else {
      let asked = sampling.thin(input.requests)
      let share = " (\(asked.count) of \(input.requests.count), spread evenly)"
      let origin = input.requestOrigin + (asked.count < input.requests.count ? share : "")
      return Questions(requests: asked, origin: origin, truth: input.truth, known: known)
    }
    for place in shelf.richestFirst where input.ladder[place].regime.rung != nil {
      guard let drawn = sampling.draw(from: shelf.look(place), input.ladder[place].regime.id)
      else { continue }
      let own = "requests: the log's own records"
      var truth = input.truth ?? Truth(requesters: [:], visits: [], origin: "")
      truth.requesters = drawn.requesters
      truth.origin = input.truth.map { "\($0.origin); \(own)" } ?? own
      return Questions(requests: drawn.requests, origin: drawn.origin, truth: truth, known: known)
    }
    return Questions(
      requests: [], origin: "none: no record states a time, an outside address and a port",
      truth: input.truth, known: known)
  }

  /// Every measure over one log, measures side by side, and with them something else.
  private func examine(
    _ log: RetainedLog, _ regime: Regime, _ questions: Questions,
    beside: @escaping @Sendable () -> Void = {}
  ) -> Findings {
    let asked = Asked(questions.requests)
    let jobs = measures.indices.flatMap { measure in
      questions.known.filter { measures[measure].about.knowledge.contains($0.level) }
        .map { (measure: measure, knowledge: $0) }
    }
    // The other task is the first job: whatever it takes, the measures fill the other threads.
    let made = sideBySide(jobs.count + 1) { number -> [Figure] in
      guard number > 0 else {
        beside()
        return []
      }
      let job = jobs[number - 1]
      return Evaluator.figures(
        of: measures[job.measure], log, job.knowledge, asked, questions.truth)
    }
    var figures = [[Figure]](repeating: [], count: measures.count)
    for (job, made) in zip(jobs, made.dropFirst()) { figures[job.measure] += made }
    return Findings(
      retained: Evaluation.Retained(
        regime: regime, availability: log.availability, provenance: log.provenance,
        records: log.count),
      coverage: log.isAvailable ? log.coverage : nil, subscribers: log.subscribers.count,
      figures: figures,
      answered: ladderMeasures.isEmpty || regime.rung == nil ? nil : asked.answers(of: log))
  }

  /// Every measure over each variant, variants side by side.
  private func variants(_ variants: [Source], _ questions: Questions) -> [Findings] {
    var one = self
    one.threads = 1
    one.ladderMeasures = []
    return sideBySide(variants.count) { [one] index in
      one.examine(variants[index].retain(), variants[index].regime, questions)
    }
  }

  /// What `body` makes of every number below the count, in order, on so many threads.
  private func sideBySide<Result: Sendable>(
    _ count: Int, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    let next = Atomic(0)
    let found = Mutex([Result?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: min(threads, max(1, count))) { _ in
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        let result = body(index)
        found.withLock { $0[index] = result }
      }
    }
    return found.withLock { $0.compactMap { $0 } }
  }

  private static func figures(
    of measure: some Measure, _ log: RetainedLog, _ knowledge: Knowledge, _ asked: Asked,
    _ truth: Truth?
  ) -> [Figure] {
    measure.score(measure.infer(from: log, knowing: knowledge, asked: asked), truth: truth)
  }

  private static func figures(
    of measure: some LadderMeasure, _ ladder: [AnsweredRequests], _ truth: Truth?
  ) -> [Figure] {
    measure.score(measure.infer(from: ladder), truth: truth)
  }

  private func world(
    _ input: Input, _ rungs: [Findings], _ questions: Questions
  ) -> Evaluation.World {
    // From the richest log down, so that a register without time comes last.
    Evaluation.World(
      name: input.name, behavior: input.behavior, subscribers: rungs.first?.subscribers ?? 0,
      sessions: input.sessions, coverage: rungs.reversed().lazy.compactMap(\.coverage).first,
      requests: questions.requests.count, requestOrigin: questions.origin,
      truthOrigin: questions.truth?.origin)
  }
}

/// Logs that were made already, until their turn comes.
private struct Shelf {
  private let sources: [Evaluator.Source]
  private var made: [Int: RetainedLog] = [:]

  init(_ sources: [Evaluator.Source]) { self.sources = sources }

  /// Places from the highest rung down, regimes without a rung last.
  var richestFirst: [Int] { Regime.richestFirst(sources.map(\.regime)) }

  /// The log at a place, which is kept.
  mutating func look(_ place: Int) -> RetainedLog {
    let log = made[place] ?? sources[place].retain()
    made[place] = log
    return log
  }

  /// The log at a place, which is not kept any longer.
  mutating func take(_ place: Int) -> RetainedLog {
    made.removeValue(forKey: place) ?? sources[place].retain()
  }
}
