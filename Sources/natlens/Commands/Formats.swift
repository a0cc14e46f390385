import ArgumentParser
import LogFormats
import NATModel

/// `natlens formats`: every format that is read, and how well its grammar is known.
struct Formats: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats",
    abstract: "Every format that is read or written, and how well its grammar is known.",
    discussion: """
      Grades of a grammar: A the emitter's source or the vendor's reference, and real lines; B \
      several independent real lines; C one sample, or third-party parsers that agree; D a list of \
      fields only.

      EXAMPLE
        natlens formats --json | jq -r '.formats[] | [.id,.confidence] | @tsv'
      """)

  @Flag(help: "Print JSON, schema natlens.formats/1.")
  var json = false

  /// Schema `natlens.formats/1`.
  private struct Document: Encodable {
    struct Entry: Encodable {
      var id: String
      var title: String
      var documentation: String
      /// Grade from A to D.
      var confidence: String
      /// True if a line that nobody here wrote was parsed.
      var seen_in_real_lines: Bool
      /// Records of it that no real line was seen of; empty if there are none.
      var unseen: String
      var events: [String]
      var written: Bool
    }

    var schema = "natlens.formats/1"
    var formats: [Entry]
  }

  private static var entries: [Document.Entry] {
    let text = LogDialects.all.map { dialect in
      Document.Entry(
        id: dialect.id, title: dialect.title, documentation: dialect.documentation,
        confidence: dialect.confidence.grade.rawValue,
        seen_in_real_lines: dialect.confidence.isSeenInRealLines,
        unseen: dialect.confidence.unseen,
        events: dialect.kinds.map(\.rawValue), written: !dialect.isReadOnly)
    }
    let captures = [
      ("pcap", "Packet capture, classic"), ("pcapng", "Packet capture, next generation"),
    ]
    .map { id, title in
      Document.Entry(
        id: id, title: title, documentation: "libpcap savefile(5); draft-ietf-opsawg-pcapng",
        confidence: "A", seen_in_real_lines: true, unseen: "",
        events: [EventKind.flow.rawValue, EventKind.name.rawValue], written: false)
    }
    return text + captures + exports
  }

  private static var exports: [Document.Entry] {
    let nat: [EventKind] = [
      .sessionOpen, .sessionClose, .session, .blockAllocate, .blockRelease, .blockInterim, .flow,
    ]
    return [
      ("ipfix", "IPFIX messages", "RFC 7011; RFC 5655; RFC 8158", nat, true),
      ("netflow9", "NetFlow v9 packets, with NSEL and NEL", "RFC 3954; Cisco ASA NSEL", nat, true),
      ("netflow5", "NetFlow v5 packets", "Cisco NetFlow Export Datagram Format", [.flow], false),
    ]
    .map { id, title, documentation, kinds, isWritten in
      Document.Entry(
        id: id, title: title, documentation: documentation, confidence: "A",
        seen_in_real_lines: id != "netflow5", unseen: "", events: kinds.map(\.rawValue),
        written: isWritten)
    }
  }

  /// `yes`, `no`, or `not of` what no real line was seen of.
  private static func realLines(of entry: Document.Entry) -> String {
    guard entry.seen_in_real_lines else { return "no" }
    return entry.unseen.isEmpty ? "yes" : "not of \(entry.unseen)"
  }

  func run() throws {
    if json {
      try JSONOutput.document(Document(formats: Formats.entries))
      return
    }
    var table = AlignedColumns()
    table.add(["FORMAT", "WHAT", "GRAMMAR", "REAL LINES", "EVENTS", "SOURCE"])
    for entry in Formats.entries {
      table.add([
        entry.id, entry.title, entry.confidence, Formats.realLines(of: entry),
        entry.events.joined(separator: ","), entry.documentation,
      ])
    }
    Terminal.output(table.text)
  }
}
