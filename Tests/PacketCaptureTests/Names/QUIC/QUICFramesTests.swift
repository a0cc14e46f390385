import Testing

@testable import PacketCapture

@Suite struct QUICFramesTests {
  typealias Build = QUICBuilder

  func collect(_ frames: [[UInt8]]) -> (isGood: Bool, bytes: [UInt8]) {
    var stream = StreamPrefix(start: 0)
    let bytes = frames.flatMap { $0 }
    let isGood = QUICFrames.collect(bytes.span, into: &stream)
    return (isGood, stream.bytes)
  }

  @Test("pieces in any order, between padding, pings and acknowledgements")
  func pieces() {
    let all: [[UInt8]] = [
      Build.crypto(4, [5, 6]), [0, 0, 0], [1], Build.crypto(0, [1, 2]),
      Build.acknowledgement(ranges: 3), Build.acknowledgement(ranges: 1, isMarked: true),
      Build.crypto(1, [2, 3, 4, 5]),
    ]
    let (isGood, bytes) = collect(all)
    #expect(isGood && bytes == [1, 2, 3, 4, 5, 6])
    #expect(collect([Build.crypto(0, [1]), [0x1c, 0, 0, 0]]).isGood)
  }

  @Test("frames that an Initial may not hold, and lengths beyond its end")
  func others() {
    for type: UInt8 in [4, 5, 7, 8, 0x0f, 0x1d, 0x1e, 0x3f] {
      let (isGood, bytes) = collect([Build.crypto(0, [1]), [type, 0, 0]])
      #expect(!isGood && bytes == [1])
    }
    #expect(!collect([[6, 0, 5, 1, 2]]).isGood)
    let largest: [UInt8] = [UInt8](repeating: 0xff, count: 8)
    #expect(!collect([[2, 0, 0] + largest + [0]]).isGood)
    let (isGood, bytes) = collect([[6] + largest + [1, 9], Build.crypto(0, [1])])
    #expect(isGood && bytes == [1])
  }

  @Test("no variant traps")
  func hostile() {
    let good = Build.crypto(0, [1, 2, 3]) + Build.acknowledgement(ranges: 2, isMarked: true)
    variants(of: good) { bytes in _ = collect([bytes]) }
  }
}
