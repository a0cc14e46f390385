import NATModel
import Retention
import Testing

@testable import Exposure

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite struct OutcomeSplitTests {
  private let measure = OutcomeSplit(bootstrap: ClusterBootstrap(draws: 200))
  private static let outcomes = OutcomeSplit.parts.prefix(6)

  /// Requests that end in every possible way under `connection` when asked with everything.
  private func street() -> (SmallWorld, [Request], Truth) {
    var world = SmallWorld(seconds: 1000, subscribers: ["ada", "ben", "cem"])
    let first = world.connect("ada", at: 10, seconds: 20)
    world.connect("ben", at: 15, seconds: 20)
    let third = world.connect("cem", at: 100, seconds: 5)
    let lost = world.connect("cem", at: 700, seconds: 5)
    world.gaps = [SmallWorld.span(690, seconds: 30)]
    var wrong = SmallWorld.request(third, label: "wrong")
    wrong.time = SmallWorld.instant(101)
    let plain = SmallWorld.request(first, label: "right")
    var several = plain
    several.label = "several"
    several.time = SmallWorld.instant(20)
    several.outsidePort = nil
    several.proto = nil
    several.destination = nil
    several.destinationPort = nil
    var missing = several
    missing.label = "missing"
    missing.time = SmallWorld.instant(500)
    let asked = [plain, wrong, several, missing, SmallWorld.request(lost, label: "lost")]
    let truth = Truth(
      requesters: [
        "right": "ada", "wrong": "ben", "several": "ben", "missing": "ada", "lost": "cem",
      ], visits: [], origin: "written by hand")
    return (world, asked, truth)
  }

  @Test func splitsByTruth() {
    let (world, asked, truth) = street()
    let figures = measure.figures(world, "connection", asked: asked, truth: truth)
    func shares(_ kind: RequestKind) -> [Double?] {
      OutcomeSplit.parts.map { figures.part($0, kind)?.value }
    }
    #expect(shares(.address) == [0.2, 0.2, 0.2, 0.2, 0.2, 0, 0.4, 0.2, 0.4])
    let third = 1.0 / 3
    #expect(shares(.addressPort) == [third, third, 0, 0, third, 0, 2 * third, 0, third])
    let figure = figures.part("unique-right", .address)
    #expect(figure?.numerator == 1 && figure?.denominator == 5)
    #expect(figure?.denominatorOf == "requests with known truth")
    #expect(figure?.intervalMethod == "Wilson over 3 subscribers")
  }

  @Test func outcomesSumToOneForEveryTypeAndRegime() {
    let (world, asked, truth) = street()
    for regime in SmallWorld.titles where regime != "deterministic" {
      let figures = measure.figures(world, regime, asked: asked, truth: truth)
      for kind in RequestKind.allCases {
        func sum(_ parts: some Sequence<String>) -> Double {
          parts.compactMap { figures.part($0, kind)?.value }.reduce(0, +)
        }
        #expect(abs(sum(Self.outcomes) - 1) < 1e-12, "\(regime) \(kind)")
        let second = [
          "unique-right", "ambiguous-right-included", "right-missed", "undetermined",
          "unanswerable",
        ]
        #expect(abs(sum(second) - 1) < 1e-12, "\(regime) \(kind)")
      }
    }
  }

  @Test func withoutTruthRightAndWrongAreNotTold() {
    let (world, asked, _) = street()
    let figures = measure.figures(world, "connection", asked: asked)
    for part in ["unique-right", "unique-wrong", "ambiguous-right-included", "right-missed"] {
      #expect(figures.part(part, .address)?.status == .needsTruth)
    }
    let told = ["unique", "ambiguous", "none", "undetermined", "unanswerable"].map {
      figures.part($0, .address)?.value
    }
    #expect(told == [0.4, 0.2, 0.2, 0.2, 0])
    #expect(figures.part("unique", .address)?.denominatorOf == "requests")
  }

  @Test func requestsThatTruthDoesNotKnowAreLeftOut() {
    let (world, asked, _) = street()
    let truth = Truth(requesters: ["right": "ada"], visits: [], origin: "written by hand")
    let figures = measure.figures(world, "connection", asked: asked, truth: truth)
    let right = figures.part("unique-right", .address)
    #expect(right?.value == 1 && right?.denominator == 1)
    let other = Truth(requesters: ["else": "ada"], visits: [], origin: "written by hand")
    let without = measure.figures(world, "connection", asked: asked, truth: other)
    #expect(without.part("unique-right", .address)?.status == .needsTruth)
    #expect(without.part("unique", .address)?.denominator == 5)
  }

  @Test func subscriberThatTheProviderDoesNotKnowIsMissed() {
    let (world, asked, _) = street()
    let truth = Truth(requesters: ["right": "eve"], visits: [], origin: "written by hand")
    let figures = measure.figures(world, "connection", asked: asked, truth: truth)
    #expect(figures.part("unique-wrong", .addressPort)?.value == 1)
    #expect(figures.part("right-missed", .addressPort)?.value == 1)
  }

  @Test func unanswerableIsAnOutcomeAndNotAZero() {
    let (world, asked, truth) = street()
    let figures = measure.figures(world, "assignment", asked: asked, truth: truth)
    for kind in RequestKind.allCases {
      #expect(figures.part("unanswerable", kind)?.value == 1)
      let right = figures.part("unique-right", kind)
      #expect(right?.value == nil)
      guard case .unanswerable = right?.status else {
        Issue.record("\(String(describing: right))")
        continue
      }
    }
    let reverse = measure.figures(world, "binding", asked: asked, truth: truth)
    #expect(reverse.part("unanswerable", .destination)?.value == 1)
    #expect(reverse.part("unanswerable", .address)?.value == 0)
  }

  @Test func noRequestIsEmpty() {
    let (world, _, truth) = street()
    let figures = measure.figures(world, "connection", asked: [], truth: truth)
    #expect(figures.count == OutcomeSplit.parts.count * RequestKind.allCases.count)
    #expect(figures.allSatisfy { $0.status == .empty && $0.value == nil })
  }

  /// What the measure says of one simulated world in which one contact in six is asked about.
  ///
  /// Were all of them, the two sides of one collision would both count, subscribers would not be
  /// independent and the intervals too narrow (see ``ClusterBootstrap``).
  private func unique(_ tolerance: Double, seed: UInt64) -> [Figure] {
    let town = PoissonWorld(
      subscribers: 20, rate: 1 / 500, length: 0, seconds: 30_000, seed: seed)
    var requesters: [String: String] = [:]
    var asked: [Request] = []
    for (index, contact) in town.world.connections.enumerated() {
      // Windows at the ends of the world would be half empty.
      guard let span = contact.span, span.start > SmallWorld.instant(30),
        span.start < SmallWorld.instant(29_970), index % 6 == 0
      else { continue }
      requesters["\(index)"] = town.names[Int(contact.subscriber.rawValue)]
      asked.append(
        Request(
          time: span.start, tolerance: Int64(tolerance * Double(SmallWorld.second)),
          outside: SmallWorld.outside, destination: contact.destination, label: "\(index)"))
    }
    let truth = Truth(requesters: requesters, visits: [], origin: "simulated")
    return measure.figures(town.world, "connection", asked: asked, truth: truth)
  }

  /// Q3: for independent Poisson contacts, P(unique) = exp(-(N-1) × rate × window).
  @Test(arguments: [(5.0, 0.684), (20.0, 0.219), (0.5, 0.963)])
  func byDestinationUniquenessFollowsTheClosedForm(tolerance: Double, table: Double) throws {
    let expected = exp(-19.0 / 500 * 2 * tolerance)
    #expect(abs(expected - table) < 0.001)
    var held = 0
    var sum = 0.0
    for seed in 0..<UInt64(20) {
      let figures = unique(tolerance, seed: seed)
      let right = try #require(figures.part("unique-right", .addressDestination))
      sum += right.value ?? 0
      if right.interval?.contains(expected) == true { held += 1 }
      #expect(right.intervalMethod == "cluster bootstrap by subscriber, 200 draws")
      let wrong = try #require(figures.part("unique-wrong", .addressDestination))
      #expect(wrong.value == 0)
      #expect(wrong.intervalMethod == "rule of three over 20 subscribers")
    }
    #expect(abs(sum / 20 - expected) < 0.02)
    #expect(held >= 17)
  }
}
