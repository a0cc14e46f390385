package import NATModel

/// One text format of NAT session logs or of a companion log.
///
/// A dialect is one file in this folder and one line in ``LogDialects/all``. It holds no state:
/// pairing of opens and closes, and anything else that spans lines, belongs to correlation.
package protocol LogDialect: Sendable {
  /// Name on the command line and in reports (`cisco-asa`).
  var id: String { get }
  /// Product, for people.
  var title: String { get }
  /// Where the grammar is documented.
  var documentation: String { get }
  /// How well the grammar is known.
  var confidence: GrammarConfidence { get }
  /// Kinds of event its records give.
  var kinds: [EventKind] { get }
  /// Resolution of the times it writes, in nanoseconds.
  var writtenResolution: UInt32 { get }

  /// True if a record may have several lines or need a header before it; then ``role(of:)`` is asked.
  ///
  /// Such a record is parsed as one line with line breaks in it.
  var linesHangTogether: Bool { get }
  /// True if a line may be a ``LineRole/header``: then every line of a block is asked what it is, so
  /// that none is missed.
  var hasHeaders: Bool { get }
  /// True if no event is ever written in this dialect.
  var isReadOnly: Bool { get }

  /// What a line is to the lines around it, decided from the line alone.
  func role(of line: LineCursor) -> LineRole

  /// How much one line looks like this dialect, and why.
  ///
  /// Looks for what only this dialect writes, not for what would parse: a damaged record is still
  /// recognised. Called for the first lines of an input, not for every line.
  func recognise(_ line: LineCursor) -> Recognition

  /// Parses one line, headers included, and adds its events to the context.
  ///
  /// Throws for a record that should have given an event and did not; events of the same line that
  /// were added before stay. Lines of other programs are ``LineOutcome/skipped``.
  func parse(_ line: LineCursor, into context: inout LineContext) throws(LineFault) -> LineOutcome

  /// Parses every line of a block: ``parse(_:into:)`` in a loop of the dialect's own.
  ///
  /// The one that all dialects have is made anew for each by the compiler, which then sees the parser
  /// that it calls.
  func parse(_ block: LineBlock, by plan: ParsingPlan, into lines: inout ParsedLines)

  /// The fields that a record of this dialect would carry of an event, or `nil` if it has no record
  /// for such an event.
  ///
  /// Parsing what ``write(_:texts:to:)`` wrote gives back exactly these fields, times cut to
  /// ``writtenResolution``. A start that is written in whole seconds comes back within a second of
  /// itself.
  func fields(writing event: Event) -> EventFields?

  /// Writes one event as a line with its line break.
  ///
  /// Returns false, and writes nothing, if ``fields(writing:)`` is `nil`.
  func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool
}

/// What most dialects are: a record a line, read and written.
extension LogDialect {
  package var linesHangTogether: Bool { false }
  package var hasHeaders: Bool { linesHangTogether }
  package var isReadOnly: Bool { false }
  package func role(of line: LineCursor) -> LineRole { .alone }

  package func parse(_ block: LineBlock, by plan: ParsingPlan, into lines: inout ParsedLines) {
    lines.parse(block, by: plan, in: self)
  }
}

/// A dialect that is read but not written.
package protocol ReadOnlyDialect: LogDialect {}

extension ReadOnlyDialect {
  package var isReadOnly: Bool { true }
  package var writtenResolution: UInt32 { 1 }
  package func fields(writing event: Event) -> EventFields? { nil }
  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    false
  }
}

/// What a line gave that was not rejected.
package enum LineOutcome: Sendable, BitwiseCopyable {
  /// One event or more was added.
  case events
  /// Well formed, or another program's, and no event of interest.
  case skipped
}

/// Every dialect, in the order of the documentation.
package enum LogDialects {
  /// The list: one line for each file of this folder.
  package static let all: [any LogDialect] = [
    Conntrack(),
    Ulogd(),
    CiscoASA(),
    JuniperSRX(),
    MikroTik(),
    JuniperMX(),
    HuaweiNE(),
    CiscoIOS(),
    CiscoXRCGN(),
    A10Thunder(),
    F5BIGIP(),
    FortiGate(),
    EcoNAT(),
    VPP(),
    Jool(),
    NFWare(),
    SixWind(),
    NetElastic(),
    NATAccounting(),
    Comware(),
    PaloAlto(),
    CheckPoint(),
    SonicWall(),
    NetScreen(),
    PFState(),
    PFLog(),
    NetfilterLog(),
    AccessLog(),
    Dnsmasq(),
    DHCPServer(),
    DHCPLeases(),
    KeaLeases(),
    RADIUSDetail(),
    RADIUSSyslog(),
    Unbound(),
    BIND(),
    HAProxy(),
    Squid(),
    Caddy(),
    Zeek(),
    SuricataEVE(),
    Postfix(),
    SSHD(),
    NfdumpJSON(),
    NfdumpCSV(),
    NatlensEvent(),
  ]

  /// The dialect of an id, or `nil`.
  package static func dialect(_ id: String) -> (any LogDialect)? { all.first { $0.id == id } }
}
