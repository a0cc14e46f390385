import ArgumentParser
import Correlation
import Evidence
import LogFormats
import NATModel
import Retention

/// `natlens who`: candidates and verdict for what somebody knows.
struct Who: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "who",
    abstract: "Who had an address and port at a time: candidates, verdict, evidence.",
    discussion: """
      A REQUEST is ADDRESS[:PORT][/PROTOCOL]@TIME; the time needs a zone (or --tz). *@TIME/TIME with \
      --destination asks who contacted a server in an interval. Everything else on the line is an \
      input. With --requests the requests come from files: notices (X-ARF, ARF, ACNS, tables, lines \
      of tcpdump, nfdump or a firewall, free text), logs of servers, or request events as NDJSON.

      EXAMPLES
        natlens who 203.0.113.7:40021/tcp@2026-03-14T21:07:33+01:00 nat.log.gz subscribers.csv
        natlens who 203.0.113.7@2026-03-14T20:07:33Z --destination 198.51.100.20:443 nat.log
        natlens who '*@2026-03-14T20:00:00Z/2026-03-14T21:00:00Z' --destination 198.51.100.20 nat.log
        natlens who --requests notice.eml --tz Europe/Rome --show-lines --reveal nat.log
        natlens who --requests access.log nat.log --json-lines | jq -r .verdict | sort | uniq -c
      """)

  @Option(
    help: ArgumentHelp("Answer every request of this file.", valueName: "file"))
  var requests: [String] = []

  @Option(
    help: ArgumentHelp(
      "Answer as if only this had been kept (see natlens regimes); by default the richest kept.",
      valueName: "id"))
  var regime: String?

  @Flag(help: "Take all requests as about one person: who is consistent with every one of them.")
  var intersect = false

  @Flag(help: "Show the lines of the inputs that each candidate rests on; needs --reveal.")
  var showLines = false

  @Flag(help: "Print one JSON object a line for each request, as soon as it is answered.")
  var jsonLines = false

  @Flag(
    help: ArgumentHelp(
      "Read every line, even for one request.",
      discussion: """
        By default one request is answered from the lines of text logs that name its address; the         others are counted and passed over.
        """))
  var readWhole = false

  @OptionGroup var asking: RequestOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var window: TimeWindowOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    var asked = try parsedRequests()
    let dataFiles = input.inputs.filter { !Who.isRequest($0) }
    guard !asked.isEmpty || !requests.isEmpty else {
      throw CommandFailure(
        .usage, seen: "nothing was asked",
        remedy: "Give ADDRESS[:PORT][/PROTOCOL]@TIME, or --requests FILE.")
    }
    guard output.reveal || !showLines else {
      throw CommandFailure(
        .usage, seen: "--show-lines prints lines as they are, with whom they name",
        remedy: "Give --reveal as well.")
    }
    guard !dataFiles.isEmpty else {
      throw CommandFailure(
        .usage, seen: "no input to search",
        remedy: "Name the NAT log, and the list of subscribers if there is one.")
    }
    var faults: [(file: String, fault: NoticeFault)] = []
    if !requests.isEmpty {
      let files = try RequestFiles(requests, asking: asking, input: input)
      asked += files.requests
      faults = files.faults
    }
    var intake = try Intake(
      input, from: window.from, to: window.to, exporterClocks: asking.exporterClocks)
    if asked.count == 1, !readWhole { intake.question = Question(asked[0]) }
    let world = try intake.world(from: dataFiles)
    let ladder = try Ladder(world: world, answering: regime)
    var sheet = AnswerSheet(
      ladder: ladder, world: world, names: try output.pseudonyms(), tolerance: asking.tolerance)
    sheet.showsLines = showLines
    if !input.quiet {
      for (file, fault) in faults.prefix(3) {
        Terminal.error("natlens: \(file):\(fault.line): no request: \(fault.reason.rawValue)")
      }
      if faults.count > 3 { Terminal.error("natlens: … and \(faults.count - 3) more") }
    }
    let verdicts = try answer(asked, faults, sheet)
    try world.checkRejects(input)
    throw ExitCode(AnswerSheet.status(verdicts).rawValue)
  }

  /// Prints the answers; returns the verdicts that decide how the process ends.
  private func answer(
    _ asked: [Request], _ faults: [(file: String, fault: NoticeFault)], _ sheet: AnswerSheet
  ) throws -> Set<Verdict> {
    var verdicts: Set<Verdict> = []
    if jsonLines {
      for request in asked where !Interrupt.isRaised {
        let row = sheet.row(request)
        verdicts.insert(row.answer.verdict)
        let line = try JSONOutput.encode(sheet.line(row), pretty: false)
        guard Terminal.output(line + [0x0a]) else { break }
      }
      guard intersect else { return verdicts }
      let together = sheet.intersection(asked)
      Terminal.output(try JSONOutput.encode(sheet.line(together), pretty: false) + [0x0a])
      return [together.answer.verdict]
    }
    let rows = asked.map(sheet.row)
    let together = intersect ? sheet.intersection(asked) : nil
    let clocks =
      requests.isEmpty
      ? [] : ClockComparison.findings(asked, in: sheet.world.ledger.sessions)
    if output.json {
      try JSONOutput.document(
        sheet.document(rows, together: together, faults: faults, clocks: clocks))
    } else {
      Terminal.output(sheet.text(rows, together: together, clocks: clocks))
    }
    return together.map { [$0.answer.verdict] } ?? Set(rows.map(\.answer.verdict))
  }

  /// True for an argument that reads as a request and is no file.
  static func isRequest(_ argument: String) -> Bool {
    guard let at = argument.lastIndex(of: "@"), at != argument.startIndex else { return false }
    if argument[..<at] == "*" { return true }
    let endpoint = argument[..<at].prefix { $0 != "/" }
    return (try? Request.endpoint(parsing: String(endpoint))) != nil
      || endpoint.allSatisfy { "0123456789abcdefABCDEF.:[]".contains($0) }
  }

  private func parsedRequests() throws -> [Request] {
    let zone = try input.tz.map { try LocalZone(parsing: $0) }
    return try input.files.filter(Who.isRequest).map { text in
      do {
        return try asking.completed(
          Request(parsing: text) { local in zone?.instant(ofLocal: local) })
      } catch let error as Request.ParsingError {
        throw CommandFailure(.usage, seen: "\(text): \(error.sentence)", remedy: error.remedy)
      }
    }
  }
}

extension Request.ParsingError {
  /// What was seen.
  var sentence: String {
    switch self {
    case .missingTime: "a request needs a time after @"
    case .malformedAddress(let text): "\(text) is no address"
    case .malformedPort(let text): "\(text) is no port (0 to 65535)"
    case .malformedProtocol(let text): "\(text) is no protocol"
    case .malformedTime(let text): "\(text) is no time"
    case .missingZone(let text): "\(text) states no zone"
    }
  }

  /// What to do.
  var remedy: String {
    switch self {
    case .missingZone:
      "An hour's error names the wrong person: write the offset (…+01:00, …Z) or give --tz."
    case .malformedTime, .missingTime: "Write the time as 2026-03-14T21:07:33+01:00."
    case .malformedProtocol: "Use tcp, udp, icmp, or a protocol number."
    default: "Write ADDRESS[:PORT][/PROTOCOL]@TIME; IPv6 with a port as [2001:db8::1]:443."
    }
  }
}
