import NATModel
import Testing

@Suite struct CSVRecordsTests {
  @Test func `quotes, comments, CRLF and a byte-order mark are understood`() throws {
    let text =
      "\u{feff}Name, Address\r\n# a comment\r\n\"a, \"\"b\"\"\" , 192.0.2.1\r\n\r\nshort\r\n x ,::1"
    let records = try #require(CSVRecords(Array(text.utf8)))
    #expect(records.header == ["name", "address"])
    #expect(records.rows == [["a, \"b\"", "192.0.2.1"], ["x", "::1"]])
    #expect(records.malformed == [5])
    #expect(records.column("address") == 1 && records.column("port") == nil)
  }

  @Test func `nothing, or an open quote, is no list`() {
    #expect(CSVRecords([]) == nil)
    #expect(CSVRecords(Array("\"open".utf8)) == nil)
    #expect(CSVRecords([0xff, 0xfe, 0x00])?.rows.isEmpty == true)
  }
}
