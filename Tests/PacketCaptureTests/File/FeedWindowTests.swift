import Testing

@testable import PacketCapture

@Suite struct FeedWindowTests {
  private func window(_ bytes: [UInt8], piece: Int) -> FeedWindow {
    FeedWindow(ByteFeed.from(MemorySource(bytes: bytes, piece: piece)))
  }

  @Test("bytes come in order, whatever the pieces and steps", arguments: [1, 3, 1000, 1 << 16])
  func order(piece: Int) {
    let bytes = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 / 251 ^ $0) }
    var window = window(bytes, piece: piece)
    var place = 0
    var step = 1
    while window.fill(step) {
      let (count, position) = (window.count, window.position)
      #expect(count >= step && position == UInt64(place))
      guard
        Array(window.bytes[window.start..<window.start + step])
          == Array(bytes[place..<place + step])
      else {
        Issue.record("other bytes at \(place)")
        return
      }
      window.consume(step)
      place += step
      step = step * 5 % 4093 + 1
    }
    let (left, given, damage) = (window.count, window.byteCount, window.damage)
    #expect(bytes.count - place == left && left < step)
    #expect(given == UInt64(bytes.count) && damage == nil)
  }

  @Test("a record longer than the window makes it grow; one longer than the file ends it")
  func growth() {
    let bytes = [UInt8](repeating: 5, count: 400_000)
    var window = window(bytes, piece: 70_000)
    let isGrown = window.fill(390_000)
    window.consume(390_000)
    let isBeyond = window.fill(10_001)
    let left = window.count
    #expect(isGrown && !isBeyond && left == 10_000)
  }
}
