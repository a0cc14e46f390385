import LogFormats
import NATModel
import Testing

/// Every prefix and every single-byte mutation of good lines: nothing traps, and what comes out is
/// an event that can be true, a skip or a reject.
@Suite struct HostileLineTests {
  @Test func everyDialectHasSamples() {
    #expect(Set(sampleLines.keys) == Set(LogDialects.all.map(\.id)))
  }

  @Test(arguments: LogDialects.all.map(\.id))
  func samplesParse(id: String) throws {
    let dialect = try #require(LogDialects.dialect(id))
    for line in sampleLines[id, default: []] {
      let result = parse(dialect, line)
      // Some logs are recognised so that they are never taken for another.
      guard !dialect.kinds.isEmpty else {
        #expect(result.isSkipped && result.events.isEmpty, "\(line)")
        continue
      }
      // The first destination of an A10 port allocation is an event of its own.
      let isFirstUse = result.events.map(\.kind) == [.sessionOpen, .flow]
      #expect(
        result.events.count == 1 || isFirstUse, "\(line) gave \(String(describing: result.fault))")
      #expect(result.events.allSatisfy { impossibility($0) == nil }, "\(line)")
    }
  }

  @Test(arguments: LogDialects.all.map(\.id))
  func prefixesAreHarmless(id: String) throws {
    let dialect = try #require(LogDialects.dialect(id))
    for line in sampleLines[id, default: []] {
      let bytes = Array(line.utf8)
      for count in 0...bytes.count { check(dialect, Array(bytes.prefix(count))) }
    }
  }

  @Test(arguments: LogDialects.all.map(\.id))
  func mutationsAreHarmless(id: String) throws {
    let dialect = try #require(LogDialects.dialect(id))
    let values: [UInt8] = [
      0, 9, 10, 0x20, 0x22, 0x25, 0x28, 0x2d, 0x2e, 0x2f, 0x30, 0x39, 0x3a, 0x3c, 0x3e, 0x41, 0x5b,
      0x5c, 0x5d, 0x7b, 0x7f, 0x80, 0xff,
    ]
    for line in sampleLines[id, default: []] {
      let bytes = Array(line.utf8)
      for index in bytes.indices {
        var mutated = bytes
        for value in values {
          mutated[index] = value
          check(dialect, mutated)
        }
        mutated.remove(at: index)
        check(dialect, mutated)
        mutated.insert(contentsOf: [bytes[index], bytes[index]], at: index)
        check(dialect, mutated)
      }
    }
  }

  private func check(_ dialect: any LogDialect, _ line: [UInt8]) {
    _ = dialect.recognise(LineCursor(line.span))
    let result = parse(dialect, line)
    for event in result.events {
      if let reason = impossibility(event) {
        Issue.record("\(reason): \(String(decoding: line, as: UTF8.self))")
      }
    }
    let isPacked = dialectsOfManyRecords.contains(dialect.id)
    if result.isSkipped || result.fault != nil && !isPacked {
      #expect(result.events.isEmpty, "\(String(decoding: line, as: UTF8.self))")
    }
  }
}
