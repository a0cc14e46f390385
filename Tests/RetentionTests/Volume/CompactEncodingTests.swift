import Correlation
import NATModel
import Testing

@testable import Retention

/// Reads the layout that ``CompactEncoding`` documents, written apart from it.
private struct CompactReader {
  var bytes: ArraySlice<UInt8>

  mutating func number(_ octets: Int) -> UInt64 {
    defer { bytes = bytes.dropFirst(octets) }
    return bytes.prefix(octets).reduce(0) { $0 << 8 | UInt64($1) }
  }

  mutating func address(_ isLong: Bool) -> IPAddress {
    guard isLong else { return IPAddress(ipv4: UInt32(number(4))) }
    let high = number(8)
    return IPAddress(high: high, low: number(8))
  }

  mutating func record(_ hosts: inout [String]) -> RetainedRecord {
    let bits = number(1)
    func has(_ bit: UInt64) -> Bool { bits >> bit & 1 == 1 }
    var record = RetainedRecord(subscriber: .unknown)
    if has(0) {
      let start = Timestamp(nanoseconds: Int64(number(6)) * 1_000_000)
      record.span = TimeSpan(
        start: start, end: start.advanced(by: Int64(number(4)) * 1_000_000))
    }
    if has(1) {
      record.inside = address(has(7))
    } else {
      record.subscriber = SubscriberID(rawValue: UInt32(number(4)))
    }
    if has(2) { record.outside = address(has(7)) }
    if has(3) {
      let first = UInt16(number(2))
      record.ports = first...(has(4) && !has(6) ? UInt16(number(2)) : first)
    }
    if has(5) { record.proto = TransportProtocol(rawValue: UInt8(number(1))) }
    guard has(6) else { return record }
    record.destination = address(has(7))
    let port = UInt16(number(2))
    record.destinationPort = port == 0 ? nil : port
    if has(4) {
      let length = Int(number(1))
      hosts.append(String(decoding: bytes.prefix(length), as: UTF8.self))
      bytes = bytes.dropFirst(length)
    }
    return record
  }
}

@Suite struct CompactEncodingTests {
  /// Writes a log whole and reads it back with the independent reader.
  private func roundTrip(_ log: RetainedLog) -> (bytes: Int, records: [RetainedRecord], [String]) {
    var encoding = CompactEncoding()
    var entries = LogEntries(log, form: .whole, positions: [0..<log.count])
    var written: [RetainedRecord] = []
    while let entry = entries.next() {
      let isWritten = encoding.write(entry, texts: entries.texts)
      #expect(isWritten)
      written.append(entry.record)
    }
    let bytes = encoding.take()
    var reader = CompactReader(bytes: bytes[...])
    var hosts: [String] = []
    var read: [RetainedRecord] = []
    while !reader.bytes.isEmpty { read.append(reader.record(&hosts)) }
    for (index, record) in written.enumerated() {
      var expected = record
      expected.insidePort = nil
      expected.host = nil
      if expected.inside != nil { expected.subscriber = .unknown }
      #expect(read[index] == expected)
    }
    return (bytes.count, read, hosts)
  }

  @Test func `what is written can be read back, at the documented widths`() {
    var world = World()
    world.add(0, 10, 40, port: 1001, host: "a.example")
    world.add(1, 20, 30, port: 2001, server: 1)
    world.addBlock(0, 5, 500, ports: 1000...1999)
    #expect(roundTrip(world.log(.binding)).bytes == 2 * 22)
    #expect(roundTrip(world.log(.connection)).bytes == 2 * 28)
    let named = roundTrip(world.log(.connectionHost))
    #expect(named.bytes == 2 * 28 + 10)
    #expect(named.2 == ["a.example"])
    #expect(roundTrip(world.log(.portBlock)).bytes == 23)
  }

  @Test func `long addresses make all of a record's addresses long`() {
    let inside = IPAddress(high: 0x2001_0db8_0000_0000, low: 7)
    var world = World()
    world.sessions.append(
      world.session(0, 1, 2, port: 9).inside(inside))
    #expect(roundTrip(world.log(.connection)).bytes == 28 + 3 * 12)
  }

  @Test func `pairs are not written`() {
    var world = World()
    world.add(0, 10, 40, port: 1001)
    var entries = LogEntries(world.log(.binding), form: .pair, positions: [0..<1])
    var encoding = CompactEncoding()
    while let entry = entries.next() {
      #expect(encoding.fields(writing: entry) == nil)
      let isWritten = encoding.write(entry, texts: entries.texts)
      #expect(!isWritten)
    }
    #expect(encoding.waiting == 0)
  }
}

extension Session {
  fileprivate func inside(_ address: IPAddress) -> Session {
    var copy = self
    copy.inside = address
    return copy
  }
}
