import NATModel
import Testing

@testable import LogFormats

@Suite struct FieldNameTests {
  /// A name and one changed byte of it, for lengths on both sides of a word.
  @Test func everyByteCounts() {
    let names: [(text: String, isIt: (FieldName) -> Bool)] = [
      ("m", { "m" ~= $0 }), ("srcport", { "srcport" ~= $0 }), ("protocol", { "protocol" ~= $0 }),
      ("source-ip", { "source-ip" ~= $0 }), ("destination-port", { "destination-port" ~= $0 }),
      ("packets-from-server", { "packets-from-server" ~= $0 }),
      ("nat-destination-address1", { "nat-destination-address1" ~= $0 }),
    ]
    for (text, isIt) in names {
      let bytes = Array("[\(text)=\"value\"".utf8)
      let line = LineCursor(bytes.span)
      let range = 1..<1 + text.utf8.count
      #expect(isIt(line.name(range)), "\(text)")
      #expect(!isIt(line.name(range.lowerBound..<range.upperBound - 1)), "\(text)")
      #expect(!isIt(line.name(range.lowerBound..<range.upperBound + 1)), "\(text)")
      for index in range {
        var changed = bytes
        changed[index] ^= 1
        #expect(!isIt(LineCursor(changed.span).name(range)), "\(text) at \(index)")
      }
    }
  }

  @Test func noNameIsNothing() {
    let bytes = Array("=x".utf8)
    let name = LineCursor(bytes.span).name(0..<0)
    #expect("" ~= name && !("x" ~= name))
  }
}
