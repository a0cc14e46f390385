import Correlation
import NATModel
import Testing

@Suite struct AttributionIndexTests {
  /// The definition, word for word, over all records one by one.
  private static func consistent(
    _ sessions: [Session], _ request: Request, _ visibility: AttributionIndex.Visibility
  ) -> [Session] {
    sessions.filter { session in
      if visibility == .connections && session.destination == nil { return false }
      if let outside = request.outside {
        guard session.outside == outside else { return false }
      } else if session.destination == nil {
        return false
      }
      if let port = request.outsidePort, port != 0, session.outsidePort != 0,
        port != session.outsidePort
      {
        return false
      }
      if let proto = request.proto, proto != .unknown, session.proto != .unknown,
        proto != session.proto
      {
        return false
      }
      if visibility != .bindings {
        if let wanted = request.destination, let destination = session.destination,
          wanted != destination
        {
          return false
        }
        if let wanted = request.destinationPort, wanted != 0, session.destinationPort != 0,
          wanted != session.destinationPort
        {
          return false
        }
      }
      let resolution = Int64(session.resolution)
      let isInferred = session.knowledge.contains(.startInferred)
      let held = TimeSpan(
        start: session.span.start.advanced(by: isInferred ? -resolution : 0),
        end: max(session.span.end.advanced(by: resolution), session.span.start.advanced(by: 1)))
      return held.overlaps(request.window)
    }
  }

  private static func expected(
    _ sessions: [Session], _ request: Request, _ visibility: AttributionIndex.Visibility
  ) -> Answer {
    guard request.outside != nil || (request.destination != nil && visibility != .bindings) else {
      return Answer(verdict: .unanswerable)
    }
    let found = consistent(sessions, request, visibility)
    var candidates: [Candidate] = []
    for id in (0..<10).map({ SubscriberID(rawValue: $0) }) {
      let records = found.filter { $0.subscriber == id }.sorted {
        ($0.span.start, $0.location) < ($1.span.start, $1.location)
      }
      guard let first = records.first else { continue }
      let shows = visibility != .bindings
      candidates.append(
        Candidate(
          subscriber: id, span: first.span, inside: first.inside, insidePort: first.insidePort,
          destination: shows ? first.destination : nil,
          destinationPort: shows ? first.destinationPort : 0, records: records.count,
          location: first.location))
    }
    if found.contains(where: { $0.subscriber == .unknown }) {
      return Answer(verdict: .undetermined, candidates: candidates)
    }
    return Answer(candidates: candidates)
  }

  private static func check(
    seed: UInt64, sessions count: Int, requests: Int, span: Int = 200,
    kinds: inout [RequestKind: Int], verdicts: inout [Verdict: Int]
  ) {
    var world = SmallWorld(seed: seed)
    let sessions = (0..<count).map { world.session(line: $0 + 1, span: span) }
    let store = SessionStore(sessions)
    for visibility in [AttributionIndex.Visibility.bindings, .connections, .all] {
      let index = AttributionIndex(store, seeing: visibility, completeness: .always)
      for _ in 0..<requests {
        let request = world.request(span: span)
        let answer = index.answer(request)
        let wanted = expected(sessions, request, visibility)
        #expect(
          answer.verdict == wanted.verdict && answer.candidates == wanted.candidates,
          "seed \(seed), \(visibility), \(request)")
        kinds[request.kind, default: 0] += 1
        verdicts[answer.verdict, default: 0] += 1
      }
    }
  }

  @Test func `every small world is answered as by looking at each record`() {
    var kinds: [RequestKind: Int] = [:]
    var verdicts: [Verdict: Int] = [:]
    for seed in 0..<2000 {
      Self.check(
        seed: UInt64(seed), sessions: seed % 60, requests: 6, kinds: &kinds, verdicts: &verdicts)
    }
    // No kind of request and no verdict may be missing from what was compared.
    for kind in RequestKind.allCases { #expect(kinds[kind, default: 0] > 500, "\(kind)") }
    for verdict in Verdict.allCases { #expect(verdicts[verdict, default: 0] > 100, "\(verdict)") }
  }

  @Test func `larger worlds use every level of the search`() {
    var kinds: [RequestKind: Int] = [:]
    var verdicts: [Verdict: Int] = [:]
    for seed in 5000..<5004 {
      Self.check(
        seed: UInt64(seed), sessions: 3000, requests: 40, span: 8000, kinds: &kinds,
        verdicts: &verdicts)
    }
    #expect(verdicts[.ambiguous, default: 0] > 10)
  }

  @Test func `one port held by two towards two destinations needs the destination`() {
    let shared = SmallWorld.shared[0]
    let servers = SmallWorld.servers
    let sessions = SessionStore(
      (0..<2).map { holder in
        Session(
          span: TimeSpan(start: Timestamp(nanoseconds: 10), end: Timestamp(nanoseconds: 90)),
          subscriber: SubscriberID(rawValue: UInt32(holder)),
          inside: IPAddress(ipv4: 0x6440_0001 + UInt32(holder)), insidePort: 5000,
          outside: shared, outsidePort: 1024, destination: servers[holder], destinationPort: 443,
          proto: .tcp)
      })
    let request = Request(
      time: Timestamp(nanoseconds: 50), outside: shared, outsidePort: 1024, proto: .tcp,
      destination: servers[1], destinationPort: 443)
    let bindings = AttributionIndex(sessions, seeing: .bindings, completeness: .always)
    let connections = AttributionIndex(sessions, seeing: .connections, completeness: .always)
    #expect(bindings.answer(request).verdict == .ambiguous)
    #expect(bindings.answer(request).candidates.allSatisfy { $0.destination == nil })
    let answer = connections.answer(request)
    #expect(answer.verdict == .unique)
    #expect(answer.candidates.map(\.subscriber) == [SubscriberID(rawValue: 1)])
    #expect(answer.candidates.map(\.destination) == [servers[1]])
  }

  @Test func `instants at the ends of the range do not trap`() {
    let store = SessionStore([
      Session(
        span: TimeSpan(start: .distantPast, end: .distantFuture), knowledge: .startInferred,
        resolution: .max, subscriber: SubscriberID(rawValue: 0), outside: SmallWorld.shared[0])
    ])
    let index = AttributionIndex(store, seeing: .bindings, completeness: .always)
    for time in [Timestamp.distantPast, .distantFuture, Timestamp(nanoseconds: 0)] {
      for tolerance in [Int64.min + 1, -5, 0, .max] {
        for resolution in [Int64.min, 0, .max] {
          let answer = index.answer(
            Request(
              time: time, resolution: resolution, tolerance: tolerance,
              outside: SmallWorld.shared[0]))
          #expect(answer.candidates.count <= 1)
        }
      }
    }
  }

  @Test func `a batch is answered as each request alone, in the order asked`() {
    for seed in 7000..<7010 {
      var world = SmallWorld(seed: UInt64(seed))
      let sessions = (0..<400).map { world.session(line: $0 + 1, span: 900) }
      let store = SessionStore(sessions)
      let requests = (0..<700).map { _ in world.request(span: 900) }
      for visibility in [AttributionIndex.Visibility.bindings, .connections, .all] {
        let index = AttributionIndex(store, seeing: visibility, completeness: .always)
        let batch = index.outcomes(of: requests)
        #expect(batch.count == requests.count)
        for (number, request) in requests.enumerated() {
          let alone = index.answer(request)
          #expect(batch[number].verdict == alone.verdict)
          #expect(Array(batch[number].subscribers) == alone.candidates.map(\.subscriber))
        }
      }
    }
  }
}
