import Testing

@testable import PacketCapture

@Suite struct StreamPrefixTests {
  @Test("any order, overlap and repetition gives the stream", arguments: 0..<50 as Range<UInt64>)
  func anyOrder(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let stream = (0..<600).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 / 256) }
    let start = UInt32.max - 300  // the sequence number wraps on the way
    var pieces: [Range<Int>] = []
    var offset = 0
    while offset < stream.count {
      let end = min(stream.count, offset + Int.random(in: 1...60, using: &random))
      pieces.append(max(0, offset - Int.random(in: 0...20, using: &random))..<end)
      if Bool.random(using: &random) { pieces.append(offset..<end) }
      offset = end
    }
    pieces.shuffle(using: &random)
    var prefix = StreamPrefix(start: start)
    for piece in pieces {
      let bytes = Array(stream[piece])
      prefix.insert(bytes.span, at: start &+ UInt32(piece.lowerBound))
      #expect(prefix.bytes[...] == stream[..<prefix.bytes.count])
    }
    #expect(prefix.bytes == stream)
    #expect(!prefix.isBroken)
    #expect(prefix.size == stream.count)
  }

  @Test("bytes before the start are not taken")
  func before() {
    var prefix = StreamPrefix(start: 100)
    let bytes: [UInt8] = [1, 2, 3, 4]
    prefix.insert(bytes.span, at: 98)
    #expect(prefix.bytes == [3, 4])
    prefix.insert(bytes.span, at: 90)
    #expect(prefix.bytes == [3, 4])
  }

  @Test("more than is kept breaks it, in order and ahead")
  func bounds() {
    let large = [UInt8](repeating: 1, count: StreamPrefix.maximumSize - 1)
    var prefix = StreamPrefix(start: 0)
    prefix.insert(large.span, at: 0)
    #expect(!prefix.isBroken)
    let two: [UInt8] = [1, 2]
    prefix.insert(two.span, at: UInt32(large.count))
    #expect(prefix.isBroken)
    #expect(prefix.bytes.count == StreamPrefix.maximumSize)
    var ahead = StreamPrefix(start: 0)
    for index in 0..<UInt32(StreamPrefix.maximumAhead) {
      ahead.insert(two.span, at: 10 + index * 3)
    }
    #expect(!ahead.isBroken)
    ahead.insert(two.span, at: 5)
    #expect(ahead.isBroken)
    var far = StreamPrefix(start: 0)
    far.insert(two.span, at: 0x7fff_0000)
    #expect(far.isBroken)
  }

  @Test("bytes that were read are forgotten")
  func removeFirst() {
    var prefix = StreamPrefix(start: 10)
    let bytes: [UInt8] = [1, 2, 3]
    prefix.insert(bytes.span, at: 10)
    prefix.insert(bytes.span, at: 15)
    prefix.removeFirst(2)
    #expect(prefix.bytes == [3])
    #expect(prefix.start == 12)
    let gap: [UInt8] = [8, 9]
    prefix.insert(gap.span, at: 13)
    #expect(prefix.bytes == [3, 8, 9, 1, 2, 3])
  }
}
