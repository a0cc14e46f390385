import Correlation
import NATModel
import Testing

@Suite struct BlockIndexTests {
  private static func expected(_ blocks: [PortBlock], _ request: Request) -> Answer {
    guard let outside = request.outside else { return Answer(verdict: .unanswerable) }
    let found = blocks.filter { block in
      guard block.outside == outside else { return false }
      if let port = request.outsidePort, port != 0, !block.ports.contains(port) { return false }
      if let proto = request.proto, proto != .unknown, block.proto != .unknown,
        proto != block.proto
      {
        return false
      }
      let resolution = Int64(block.resolution)
      let isInferred = block.knowledge.contains(.startInferred)
      let held = TimeSpan(
        start: block.span.start.advanced(by: isInferred ? -resolution : 0),
        end: max(block.span.end.advanced(by: resolution), block.span.start.advanced(by: 1)))
      return held.overlaps(request.window)
    }
    var candidates: [Candidate] = []
    for id in (0..<10).map({ SubscriberID(rawValue: $0) }) {
      let records = found.filter { $0.subscriber == id }
      guard let first = records.first else { continue }
      candidates.append(
        Candidate(
          subscriber: id, span: first.span, inside: first.inside, records: records.count,
          location: first.location))
    }
    if found.contains(where: { $0.subscriber == .unknown }) {
      return Answer(verdict: .undetermined, candidates: candidates)
    }
    return Answer(candidates: candidates)
  }

  @Test func `every small world is answered as by looking at each block`() {
    var verdicts: [Verdict: Int] = [:]
    for seed in 0..<2000 {
      var world = SmallWorld(seed: UInt64(seed))
      let blocks = (0..<seed % 50).map { world.block(line: $0 + 1) }
        .sorted { ($0.span.start, $0.location) < ($1.span.start, $1.location) }
      let index = BlockIndex(blocks, completeness: .always)
      for _ in 0..<8 {
        let request = world.request()
        let answer = index.answer(request)
        let wanted = Self.expected(blocks, request)
        #expect(
          answer.verdict == wanted.verdict && answer.candidates == wanted.candidates,
          "seed \(seed), \(request)")
        verdicts[answer.verdict, default: 0] += 1
      }
    }
    for verdict in Verdict.allCases { #expect(verdicts[verdict, default: 0] > 100, "\(verdict)") }
  }

  @Test func `a block is not asked about destinations`() {
    let index = BlockIndex([], completeness: .always)
    let answer = index.answer(
      Request(time: Timestamp(nanoseconds: 0), destination: SmallWorld.servers[0]))
    #expect(answer.verdict == .unanswerable)
    #expect(!answer.reason.isEmpty)
  }
}
