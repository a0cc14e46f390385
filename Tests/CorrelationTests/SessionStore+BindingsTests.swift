import Correlation
import NATModel
import Testing

@Suite struct SessionStoreBindingsTests {
  @Test func `joined sessions take the place of those that are left out`() {
    var world = SmallWorld(seed: 3)
    let store = SessionStore((0..<700).map { world.session(line: $0 + 1, span: 5000) })
    var joined = (0..<700).filter { $0 % 7 == 3 }.map { JoinedSession(row: $0, in: store) }
    for index in joined.indices {
      joined[index].end = joined[index].end.advanced(by: 9000)
      joined[index].knowledge = .openAtEnd
      joined[index].resolution += 1
      joined[index].bytes = 77
    }
    let absorbed = (0..<700).filter { $0 % 7 == 5 }.map { UInt32($0) }
    let bindings = store.bindings(joining: joined, absorbing: absorbed)
    let expected = (0..<700).filter { $0 % 7 != 5 }.map { row in
      var session = store[row]
      session.destination = nil
      session.destinationPort = 0
      session.host = .none
      if row % 7 == 3 {
        session.span.end = session.span.end.advanced(by: 9000)
        session.knowledge = .openAtEnd
        session.resolution += 1
        session.bytes = 77
      }
      return session
    }
    #expect((0..<bindings.count).map { bindings[$0] } == expected)
    #expect(!bindings.statesDestination)
  }

  @Test func `shards together hold every mapping once`() {
    var world = SmallWorld(seed: 4)
    let store = SessionStore((0..<300).map { world.session(line: $0 + 1) })
    var rows: [Int] = []
    for shard in 0..<3 {
      var last = -1
      store.forEachMapping(inShard: shard, of: 3) { mapping in
        #expect(mapping.row > last)
        last = mapping.row
        rows.append(mapping.row)
        #expect(mapping.span == store[mapping.row].span)
        #expect(store.haveSameMapping(mapping.row, mapping.row))
      }
    }
    #expect(rows.sorted() == Array(0..<300))
  }
}
