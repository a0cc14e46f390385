import Testing

@testable import LogFormats

/// Losses told from sequence numbers.
struct SequenceCounterTests {
  private func count(
    _ unit: SequenceCounter.Unit = .records,
    _ messages: [(sequence: UInt32, records: UInt32)], uptimes: [UInt32]? = nil
  ) -> SequenceCounter {
    var counter = SequenceCounter(unit: unit)
    for (index, message) in messages.enumerated() {
      counter.note(
        message.sequence, records: message.records, isCounted: true, uptime: uptimes?[index],
        exported: Int64(index) * 1_000_000_000)
    }
    return counter
  }

  @Test func nothingIsLostInOrder() {
    let counter = count(.records, [(100, 10), (110, 5), (115, 0), (115, 3), (118, 1)])
    #expect(counter.lost == 0 && counter.gaps == 0 && counter.repeated == 0)
  }

  @Test func gapsAreCounted() {
    let counter = count(.records, [(0, 10), (15, 5), (20, 1), (30, 1)])
    #expect(counter.lost == 5 + 9 && counter.gaps == 2)
    let packets = count(.messages, [(7, 20), (8, 20), (10, 20)])
    #expect(packets.lost == 1 && packets.gaps == 1)
  }

  @Test func numbersWrap() {
    let counter = count(.records, [(.max - 4, 10), (5, 5), (12, 1)])
    #expect(counter.lost == 2 && counter.gaps == 1 && counter.restarts == 0)
  }

  @Test func restartIsNoLoss() {
    let far = count(.records, [(5_000_000, 10), (0, 10), (10, 10)])
    #expect(far.restarts == 1 && far.lost == 0)
    // A message number of 0 is a restart however near.
    let near = count(.messages, [(3, 1), (4, 1), (0, 1), (1, 1)])
    #expect(near.restarts == 1 && near.lost == 0 && near.reordered == 0)
    // So is an uptime that went back, even where the number happens to be ahead.
    let ahead = count(
      .messages, [(3, 1), (4, 1), (900_000, 1), (900_001, 1)],
      uptimes: [500_000, 501_000, 10, 1000])
    #expect(ahead.restarts == 1 && ahead.lost == 0)
  }

  @Test func uptimeMayWrap() {
    let counter = count(.messages, [(3, 1), (4, 1), (5, 1)], uptimes: [.max - 500, 200, 900])
    #expect(counter.restarts == 0 && counter.lost == 0)
  }

  @Test func lateMessagesFillTheirHole() {
    let counter = count(.records, [(0, 10), (20, 10), (10, 10), (30, 1)])
    #expect(counter.lost == 0 && counter.reordered == 1 && counter.gaps == 1)
  }

  @Test func holesLieBetweenTheMessagesAroundThem() {
    let counter = count(.records, [(0, 10), (30, 10), (40, 1), (50, 1), (20, 10), (51, 1)])
    let holes = counter.holes.all
    #expect(holes.map(\.first) == [10, 41] && holes.map(\.missing) == [10, 9])
    #expect(
      holes.map(\.from) == [0, 2_000_000_000]
        && holes.map(\.to) == [1, 3].map { $0 * 1_000_000_000 })
    #expect(count(.records, [(0, 10), (20, 10), (10, 10), (30, 1)]).holes.all.isEmpty)
    // However many there are, memory stays.
    let many = count(.messages, (0..<6000).map { (UInt32($0) * 2, 1) }).holes.all
    #expect(many.count == 4096 && many.last?.to == 5999 * 1_000_000_000)
  }

  @Test func repeatedMessagesAreNoted() {
    let counter = count(.records, [(0, 10), (0, 10), (10, 10)])
    #expect(counter.repeated == 1 && counter.lost == 0)
  }

  @Test func uncountedRecordsMakeAGapUnknown() {
    var counter = SequenceCounter(unit: .records)
    counter.note(0, records: 0, isCounted: false, uptime: nil, exported: 0)
    counter.note(40, records: 5, isCounted: true, uptime: nil, exported: 0)
    counter.note(50, records: 5, isCounted: true, uptime: nil, exported: 0)
    #expect(counter.unknownGaps == 1 && counter.lost == 5 && counter.gaps == 1)
  }

  @Test func exportersOfV9ThatCountFlows() {
    let counter = count(.messages, [(0, 10), (10, 20), (30, 5), (35, 7), (42, 3), (50, 1)])
    #expect(counter.unit == .records && counter.lost == 5)
  }
}
