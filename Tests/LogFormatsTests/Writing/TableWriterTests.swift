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
