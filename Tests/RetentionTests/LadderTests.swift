import Correlation
import NATModel
import Retention
import Testing

/// Every type of request × every way to give out ports × every rung of the ladder, on random small
/// worlds, beside the plain definition: all sessions looked at one by one.
@Suite struct LadderTests {
  private static let behaviors: [NATBehavior] = [.deterministic, .portBlock, .dynamic, .overloaded]
  private static let shared = [World.shared, World.otherShared]

  /// What happened, apart from any log.
  private struct SmallWorld {
    let behavior: NATBehavior
    var world = World()
    /// Blocks that were given out: holder, address, ports, from when to when.
    var blocks: [(holder: Int, outside: IPAddress, ports: ClosedRange<UInt16>, span: TimeSpan)] = []
    var configuration: NATConfiguration?

    init(_ behavior: NATBehavior, random: inout SystemIndependentGenerator) {
      self.behavior = behavior
      // Windows that reach before the first session are covered too.
      world.ledger.coverage = World.span(-100, 1000)
      switch behavior {
      case .deterministic: giveFixedRanges()
      case .portBlock: giveBlocks(&random)
      default: break
      }
      for number in 0..<4 + random.below(28) { use(number, &random) }
      if random.below(5) == 0 {
        let start = random.below(200)
        world.ledger.gaps = [World.span(start, start + 1 + random.below(20))]
      }
    }

    private mutating func giveFixedRanges() {
      for holder in 0..<3 {
        let first = UInt16(1 + holder * 4)
        blocks.append(
          (
            holder, LadderTests.shared[holder % 2], first...first + 3,
            TimeSpan(start: .distantPast, end: .distantFuture)
          ))
      }
      configuration = NATConfiguration(
        behavior: .deterministic, outside: LadderTests.shared,
        ranges: blocks.map {
          NATConfiguration.Range(
            inside: [World.insides[$0.holder]], outside: $0.outside, ports: $0.ports)
        })
    }

    private mutating func giveBlocks(_ random: inout SystemIndependentGenerator) {
      for outside in LadderTests.shared {
        for first in [UInt16(1), 5, 9] {
          var time = random.below(60)
          while time < 200 {
            let end = time + 5 + random.below(90)
            blocks.append((random.below(3), outside, first...first + 3, World.span(time, end)))
            time = end + random.below(30)
          }
        }
      }
      world.ledger.blocks = blocks.map {
        PortBlock(
          subscriber: World.id($0.holder), inside: World.insides[$0.holder], outside: $0.outside,
          ports: $0.ports, span: $0.span)
      }.sorted { $0.span.start < $1.span.start }
    }

    /// Adds a session that this NAT could have, or none if the draw is not possible.
    private mutating func use(_ number: Int, _ random: inout SystemIndependentGenerator) {
      let start = random.below(200)
      let end = start + (random.below(6) == 0 ? 0 : random.below(40))
      var holder = random.below(3)
      var outside = LadderTests.shared[random.below(2)]
      var port = UInt16(1 + random.below(behavior == .overloaded ? 4 : 12))
      if behavior == .deterministic || behavior == .portBlock {
        let able = blocks.filter {
          $0.span.start <= World.seconds(start) && World.seconds(end) < $0.span.end
        }
        guard !able.isEmpty else { return }
        let block = able[random.below(able.count)]
        (holder, outside) = (block.holder, block.outside)
        port = block.ports.lowerBound + UInt16(random.below(4))
      }
      var session = world.session(holder, start, end, port: port, server: random.below(3))
      if random.below(9) == 0 {
        session.destination = nil
        session.destinationPort = 0
      }
      session.outside = outside
      session.proto = random.below(3) == 0 ? .udp : .tcp
      session.host = random.below(3) == 0 ? .none : world.ledger.texts.intern("a.example")
      session.location = SourceLocation(file: 0, record: UInt64(number + 1))
      // One holder for a port at a time, but where ports are shared: then one for each destination.
      let clashes = world.sessions.contains { other in
        other.subscriber != session.subscriber && other.outside == outside
          && other.outsidePort == port && other.proto == session.proto
          && LadderTests.held(other).overlaps(LadderTests.held(session))
          && (behavior != .overloaded || other.destination == session.destination
            || other.destination == nil || session.destination == nil)
      }
      if !clashes { world.sessions.append(session) }
    }
  }

  private static func held(_ session: Session) -> TimeSpan {
    TimeSpan(
      start: session.span.start, end: max(session.span.end, session.span.start.advanced(by: 1)))
  }

  /// Verdict and candidates by looking at everything.
  private static func expected(
    _ small: SmallWorld, _ regime: Regime, _ request: Request
  ) -> (verdict: Verdict, candidates: Set<UInt32>) {
    func answer(_ holders: [UInt32], isTimeless: Bool = false) -> (Verdict, Set<UInt32>) {
      let candidates = Set(holders)
      if !isTimeless, small.world.ledger.gaps.contains(where: { $0.overlaps(request.window) }) {
        return (.undetermined, candidates)
      }
      return (
        candidates.isEmpty ? .none : candidates.count == 1 ? .unique : .ambiguous, candidates
      )
    }
    func inBlock(_ outside: IPAddress, _ ports: ClosedRange<UInt16>) -> Bool {
      outside == request.outside && request.outsidePort.map { ports.contains($0) } ?? true
    }
    switch regime.id {
    case Regime.deterministic.id where small.behavior == .deterministic:
      guard request.outside != nil else { return (.unanswerable, []) }
      return answer(
        small.blocks.filter { inBlock($0.outside, $0.ports) }.map { UInt32($0.holder) },
        isTimeless: true)
    case Regime.portBlock.id where small.behavior == .portBlock:
      guard request.outside != nil else { return (.unanswerable, []) }
      return answer(
        small.blocks.filter { inBlock($0.outside, $0.ports) && $0.span.overlaps(request.window) }
          .map { UInt32($0.holder) })
    case Regime.portBlock.id where small.behavior == .deterministic:
      guard request.outside != nil else { return (.unanswerable, []) }
      // From first to last use of the range.
      return answer(
        small.blocks.filter { block in
          let uses = small.world.sessions.filter { $0.subscriber == World.id(block.holder) }
          guard let first = uses.map(\.span.start).min(), let last = uses.map(\.span.end).max()
          else { return false }
          return inBlock(block.outside, block.ports)
            && TimeSpan(start: first, end: max(last, first.advanced(by: 1)))
              .overlaps(request.window)
        }.map { UInt32($0.holder) })
    case Regime.binding.id, Regime.connection.id, Regime.connectionHost.id:
      let seesDestination = regime.containsDestination
      // What no record holds, a regime cannot keep.
      let isKept = small.world.sessions.contains { session in
        switch regime.id {
        case Regime.binding.id: true
        case Regime.connection.id: session.destination != nil
        default: session.host != .none
        }
      }
      guard isKept else { return (.unanswerable, []) }
      guard request.outside != nil || (seesDestination && request.destination != nil) else {
        return (.unanswerable, [])
      }
      return answer(
        small.world.sessions.filter { session in
          guard held(session).overlaps(request.window) else { return false }
          if let outside = request.outside, session.outside != outside { return false }
          if let port = request.outsidePort, session.outsidePort != port { return false }
          if let proto = request.proto, session.proto != proto { return false }
          guard seesDestination else { return true }
          guard let destination = session.destination else { return false }
          return request.destination.map { $0 == destination } ?? true
        }.map(\.subscriber.rawValue))
    default: return (.unanswerable, [])
    }
  }

  private static func request(
    _ small: SmallWorld, _ random: inout SystemIndependentGenerator
  ) -> Request {
    var request = Request(
      time: World.seconds(random.below(240)), resolution: 1_000_000_000,
      tolerance: Int64(random.below(4)) * 1_000_000_000, outside: shared[random.below(2)],
      outsidePort: UInt16(1 + random.below(13)), proto: random.below(3) == 0 ? .udp : .tcp,
      destination: World.servers[random.below(3)], destinationPort: 443)
    // Most requests are about something that happened.
    if random.below(4) > 0, !small.world.sessions.isEmpty {
      let session = small.world.sessions[random.below(small.world.sessions.count)]
      request.time = session.span.start
      request.outside = session.outside
      request.outsidePort = session.outsidePort
      request.proto = session.proto
      if let destination = session.destination { request.destination = destination }
    }
    return request
  }

  @Test(arguments: behaviors)
  private func `every type of request is answered on every rung as by looking at everything`(
    behavior: NATBehavior
  ) {
    let rungs = Regime.all.filter { $0.rung != nil }
    #expect(rungs.count == 7)
    var seen: [String: Int] = [:]
    for seed in 0..<700 {
      var random = SystemIndependentGenerator(seed: UInt64(seed) * 8 + 1)
      let small = SmallWorld(behavior, random: &random)
      let ledger = small.world.complete
      let logs = rungs.map { ($0, $0.retain(ledger, small.configuration)) }
      for _ in 0..<4 {
        let asked = Self.request(small, &random)
        for kind in RequestKind.allCases {
          guard let request = asked.reduced(to: kind) else { continue }
          for (regime, log) in logs {
            let answer = log.answer(request)
            let wanted = Self.expected(small, regime, request)
            #expect(
              answer.verdict == wanted.verdict
                && Set(answer.candidates.map(\.subscriber.rawValue)) == wanted.candidates,
              "\(behavior), seed \(seed), \(regime.id), \(request): \(wanted)")
            seen["\(regime.id) \(kind)", default: 0] += 1
            seen["\(regime.id) \(answer.verdict)", default: 0] += 1
          }
        }
      }
    }
    for regime in rungs {
      for kind in RequestKind.allCases {
        #expect(seen["\(regime.id) \(kind)", default: 0] == 2800, "\(regime.id) \(kind)")
      }
    }
    for verdict in [Verdict.unique, .ambiguous, .none, .undetermined, .unanswerable] {
      #expect(seen["binding \(verdict)", default: 0] > 100, "binding \(verdict)")
    }
  }
}

/// A generator whose numbers are the same on every system (SplitMix64).
private struct SystemIndependentGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return Int((value ^ value >> 31) % UInt64(bound))
  }
}
