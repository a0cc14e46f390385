import LogFormats
import NATModel
import Testing

@Suite struct DialectSnifferTests {
  /// A dialect that recognises whatever another does.
  private struct Twin: LogDialect {
    let id = "twin"
    let title = "Twin"
    let documentation = ""
    let confidence = GrammarConfidence(.fields, isSeenInRealLines: false)
    let kinds: [EventKind] = []
    let writtenResolution: UInt32 = 1

    func recognise(_ line: LineCursor) -> Recognition { CiscoASA().recognise(line) }
    func parse(_ line: LineCursor, into context: inout LineContext) -> LineOutcome { .skipped }
    func fields(writing event: Event) -> EventFields? { nil }
    func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool { false }
  }

  private func look(_ sniffer: inout DialectSniffer, _ lines: [String]) {
    for line in lines {
      let bytes = Array(line.utf8)
      sniffer.look(at: LineCursor(bytes.span))
    }
  }

  @Test(arguments: LogDialects.all.map(\.id))
  func samplesAreRecognisedAsTheirOwn(id: String) throws {
    var sniffer = DialectSniffer()
    look(&sniffer, sampleLines[id, default: []])
    let decision = try sniffer.decide(name: "x")
    #expect(decision.dialect.id == id)
    #expect(decision.explanation.contains("of the first"))
  }

  @Test func equalEvidenceIsRefused() {
    var sniffer = DialectSniffer(dialects: [CiscoASA(), Twin()])
    look(&sniffer, ["%ASA-6-302013: x"])
    #expect(throws: RecognitionError.ambiguous(name: "x", dialects: ["cisco-asa", "twin"])) {
      try sniffer.decide(name: "x")
    }
  }

  @Test func noEvidenceIsAnotherOutcome() {
    var sniffer = DialectSniffer()
    look(&sniffer, ["hello", "", "world"])
    #expect(throws: RecognitionError.notRecognised(name: "x", lines: 2)) {
      try sniffer.decide(name: "x")
    }
  }
}
