import NATModel
import Testing

@testable import PacketCapture

@Suite struct FlowIndexTests {
  /// Records whose keys are all different.
  static let records: [FlowRecord] = (0..<2000).map { position in
    var packet = IPPacket()
    packet.source = IPAddress(ipv4: UInt32(position))
    packet.destination = .server
    return FlowRecord(
      key: FlowKey.of(packet, FlowHash()).key, start: Timestamp(nanoseconds: 0),
      end: Timestamp(nanoseconds: 0), firstPacket: 1, queuedAt: Timestamp(nanoseconds: 0),
      initiator: .low, evidence: .guess)
  }

  @Test("agrees with a dictionary, however the hashes collide", arguments: [3, 64, 1_000_000])
  func againstDictionary(hashes: UInt32) {
    var random = SeededGenerator(seed: 42)
    var index = FlowIndex()
    var oracle: [Int: UInt32] = [:]
    let records = FlowIndexTests.records
    func find(_ hash: UInt32, _ position: Int) -> Int? {
      index.find(hash, records[position].key, in: records)
    }
    for step in 0..<6000 {
      let position = Int.random(in: 0..<(hashes == 3 ? 150 : 2000), using: &random)
      if let hash = oracle[position] {
        #expect(find(hash, position) == position)
        if step % 3 != 0 {
          index.remove(hash, position: position)
          oracle[position] = nil
          #expect(find(hash, position) == nil)
        }
      } else {
        let hash = UInt32.random(in: 0..<hashes, using: &random) &* 2_654_435_761
        index.insert(hash, position: position)
        oracle[position] = hash
      }
      #expect(index.count == oracle.count)
    }
    for (position, hash) in oracle { #expect(find(hash, position) == position) }
  }

  @Test("taking out what is not there changes nothing")
  func removeAbsent() {
    var index = FlowIndex()
    index.insert(7, position: 1)
    index.remove(7, position: 2)
    index.remove(8, position: 1)
    #expect(index.count == 1)
  }
}
