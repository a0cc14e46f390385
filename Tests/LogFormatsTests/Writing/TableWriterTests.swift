import LogFormats
import NATModel
import Testing

@Suite struct TableWriterTests {
  private func table(_ style: TableWriter.Style, subscriber: String) -> [String] {
    var texts = TextTable()
    var event = Event(.sessionClose)
    event.time = at("2026-11-23T23:41:32.5Z")
    event.inside = ip("fd00::1")
    event.insidePort = 0
    event.subscriber = texts.intern(subscriber)
    event.fields = [.time, .inside, .insidePort, .subscriber]
    event.location = SourceLocation(file: 0, record: 7)
    let writer = TableWriter(style, files: ["a.log"])
    var output = TextOutput()
    writer.writeHeader(to: &output)
    writer.write(event, texts: texts, to: &output)
    return String(decoding: output.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test func columnsAreTheFieldsByName() {
    #expect(
      TableWriter.columns.joined(separator: " ")
        == "kind time start inside inside_port outside outside_port outside_port_last destination "
        + "destination_port proto subscriber host session bytes packets confidence exporter realm "
        + "label source file record")
  }

  @Test(arguments: [TableWriter.Style.csv, .tsv])
  func everyFieldStandsUnderItsName(style: TableWriter.Style) throws {
    var texts = TextTable()
    var event = Event(.name)
    event.time = at("2026-11-23T23:41:32Z")
    event.start = at("2026-11-23T23:40:00Z")
    event.inside = ip("100.64.0.1")
    event.insidePort = 1
    event.outside = ip("203.0.113.2")
    event.outsidePort = 2
    event.outsidePortLast = 3
    event.destination = ip("198.51.100.4")
    event.destinationPort = 4
    event.proto = .udp
    event.subscriber = texts.intern("ada")
    event.host = texts.intern("host.example")
    event.session = 5
    event.bytes = 6
    event.packets = 7
    event.confidence = 8000
    event.exporter = texts.intern("cgn")
    event.realm = texts.intern("red")
    event.label = texts.intern("label")
    event.nameSource = .dns
    event.location = SourceLocation(file: 0, record: 9)
    let expected = [
      "kind": "name", "time": "2026-11-23T23:41:32Z", "start": "2026-11-23T23:40:00Z",
      "inside": "100.64.0.1", "inside_port": "1", "outside": "203.0.113.2", "outside_port": "2",
      "outside_port_last": "3", "destination": "198.51.100.4", "destination_port": "4",
      "proto": "17", "subscriber": "ada", "host": "host.example", "session": "5", "bytes": "6",
      "packets": "7", "confidence": "0.8000", "exporter": "cgn", "realm": "red", "label": "label",
      "source": "dns", "file": "a.log", "record": "9",
    ]
    let separator: Character = style == .csv ? "," : "\t"
    func row(_ event: Event) -> [String: String] {
      var output = TextOutput()
      TableWriter(style, files: ["a.log"]).write(event, texts: texts, to: &output)
      let values = String(decoding: output.bytes, as: UTF8.self).dropLast()
        .split(separator: separator, omittingEmptySubsequences: false).map(String.init)
      #expect(values.count == TableWriter.columns.count)
      return Dictionary(uniqueKeysWithValues: zip(TableWriter.columns, values))
    }
    event.fields = EventFields.named.reduce(into: []) { $0 = $0.union($1.field) }
    #expect(row(event) == expected)
    // One field at a time: nothing stands in another column, whichever others are left out.
    let always: Set<String> = [
      "kind", "exporter", "realm", "label", "source", "file", "record",
    ]
    for (name, field) in EventFields.named {
      event.fields = field
      let alone = row(event)
      for column in TableWriter.columns {
        let isThere = always.contains(column) || column == name
        #expect(alone[column] == (isThere ? expected[column] : ""), "\(name): \(column)")
      }
    }
    event.fields = []
    event.exporter = .none
    event.realm = .none
    event.label = .none
    event.nameSource = .none
    #expect(row(event).values.filter { !$0.isEmpty }.sorted() == ["9", "a.log", "name"])
  }

  @Test func commasAndQuotes() {
    let rows = table(.csv, subscriber: "a,\"b\"")
    #expect(rows[0] == TableWriter.columns.joined(separator: ","))
    #expect(
      rows[1]
        == "session-close,2026-11-23T23:41:32.500Z,,fd00::1,0,,,,,,,\"a,\"\"b\"\"\",,,,,,,,,,a.log,7"
    )
  }

  @Test func tabsAndBackslashes() {
    let rows = table(.tsv, subscriber: "a\t\\\n")
    #expect(rows.count == 2)
    #expect(rows[1].split(separator: "\t", omittingEmptySubsequences: false)[11] == "a\\t\\\\\\n")
    #expect(
      rows[1].split(separator: "\t", omittingEmptySubsequences: false).count
        == TableWriter.columns.count)
  }
}
