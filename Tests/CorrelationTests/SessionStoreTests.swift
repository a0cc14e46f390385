import Correlation
import NATModel
import Testing

@Suite struct SessionStoreTests {
  @Test func `columns give back what was put in, in order of start and place`() {
    var world = SmallWorld(seed: 1)
    var sessions = (0..<300).map { world.session(line: $0 % 40) }
    for index in sessions.indices {
      sessions[index].host = TextID(rawValue: UInt32(index % 3))
      sessions[index].bytes = UInt64(index) << 33
      sessions[index].realm = TextID(rawValue: UInt32(index % 2))
      sessions[index].location.file = UInt32(index % 5)
    }
    let store = SessionStore(sessions)
    #expect(store.count == sessions.count)
    let rows = (0..<store.count).map { store[$0] }
    #expect(Set(rows) == Set(sessions))
    for (left, right) in zip(rows, rows.dropFirst()) {
      #expect((left.span.start, left.location) <= (right.span.start, right.location))
    }
    for (position, row) in rows.enumerated() {
      #expect(store.span(at: position) == row.span)
      #expect(store.subscriber(at: position) == row.subscriber)
      #expect(store.addresses.address(store.insideNumber(at: position)) == row.inside)
      #expect(store.addresses.address(store.outsideNumber(at: position)) == row.outside)
      #expect(store.addresses.address(store.destinationNumber(at: position)) == row.destination)
      #expect(store.insidePort(at: position) == row.insidePort)
      #expect(store.outsidePort(at: position) == row.outsidePort)
      #expect(store.proto(at: position) == row.proto)
      #expect(store.realm(at: position) == row.realm)
      #expect(store.host(at: position) == row.host)
    }
  }

  @Test func `a store says what its sessions state`() {
    #expect(!SessionStore().statesOutside)
    let span = TimeSpan(start: Timestamp(nanoseconds: 0), end: Timestamp(nanoseconds: 1))
    let flow = SessionStore([Session(span: span, destination: SmallWorld.servers[0])])
    #expect(!flow.statesOutside)
    #expect(flow.statesDestination)
    #expect(!flow.statesHost)
  }
}
