import LogFormats
import NATModel
import Synchronization
import Testing

@Suite struct RenderingRingTests {
  /// What came out of a ring, and how many pieces it may still take.
  private final class Gathered: Sendable {
    private let state: Mutex<(bytes: [UInt8], room: Int)>

    init(room: Int = .max) { state = Mutex(([], room)) }

    var bytes: [UInt8] { state.withLock { $0.bytes } }

    func add(_ text: Span<UInt8>) -> Bool {
      state.withLock { state in
        for index in text.indices { state.bytes.append(text[index]) }
        state.room -= 1
        return state.room > 0
      }
    }
  }

  /// Batches of growing length, whose texts come one after another.
  private func feed(_ count: Int, _ body: (EventBatch, TextTable) -> Void) {
    var texts = TextTable()
    var record: UInt64 = 0
    for number in 0..<count {
      var batch = EventBatch()
      for index in 0..<number % 37 {
        record += 1
        var event = Event(index % 5 == 0 ? .name : .sessionOpen)
        event.location = SourceLocation(file: 0, record: record)
        // Many new names in some batches, a few in others, none in the rest.
        let name = number % 3 == 0 ? "new \(record)" : number % 3 == 1 ? "few \(number)" : "one"
        event.subscriber = texts.intern(name)
        event.fields = [.subscriber]
        batch.events.append(event)
      }
      body(batch, texts)
    }
  }

  private static let render: RenderingRing.Render = { batch, texts, output in
    let table = TableWriter(.csv)
    var unwritten = 0
    for event in batch.events {
      if event.kind == .name {
        unwritten += 1
      } else {
        table.write(event, texts: texts, to: &output)
      }
    }
    return unwritten
  }

  @Test(arguments: [0, 1, 2, 3, 8])
  func `the text is that of one thread, in order`(threads: Int) {
    var expected = TextOutput()
    var unwritten = 0
    feed(700) { batch, texts in unwritten += Self.render(batch, texts, &expected) }
    let gathered = Gathered()
    let ring = RenderingRing(threads: threads, render: Self.render) { gathered.add($0) }
    feed(700) { batch, texts in #expect(ring.render(batch, texts: texts)) }
    ring.finish()
    #expect(gathered.bytes == expected.bytes && gathered.bytes.count > 100_000)
    #expect(ring.unwritten == unwritten && unwritten > 0)
  }

  @Test func `who wants no more gets no more`() {
    let gathered = Gathered(room: 3)
    let ring = RenderingRing(
      threads: 2,
      render: { _, _, output in
        output.write("x")
        return 0
      }
    ) { gathered.add($0) }
    var taken = 0
    while ring.render(EventBatch(), texts: TextTable()), taken < 10_000 { taken += 1 }
    ring.finish()
    #expect(gathered.bytes == Array("xxx".utf8))
    #expect(taken >= 3 && taken < 10_000)
  }

  @Test func `what is under way is bounded`() {
    let handed = Atomic<Int>(0)
    let ring = RenderingRing(threads: 2, render: { _, _, _ in 0 }) { _ in
      handed.add(1, ordering: .relaxed)
      return true
    }
    for count in 0..<1000 {
      #expect(ring.render(EventBatch(), texts: TextTable()))
      #expect(count - handed.load(ordering: .relaxed) <= 6)
    }
    ring.finish()
    #expect(handed.load(ordering: .relaxed) == 1000)
  }
}
