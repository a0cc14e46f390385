import ArgumentParser
import NATModel

/// The inputs and how to read them: shared by every command that reads files.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Logs and captures: files, directories, quoted globs, or - for standard input.",
      discussion: """
        Formats and compression are recognised by content. Lists beside a log are recognised too: \
        CSV with subscriber,inside or name,address; natlens.nat/1; truth as NDJSON.
        """, valueName: "file"))
  var files: [String] = []

  @OptionGroup var sides: SideOptions

  @Option(help: ArgumentHelp("Read every text input as this format.", valueName: "format"))
  var format: String?

  @Option(
    help: ArgumentHelp(
      "Read text inputs that fit as tables (CSV, TSV, NDJSON) with these columns.",
      discussion: """
        Pairs field=column, as in outside=ip,outside_port=port,time=ts, or a file of such pairs. \
        Fields are named as in NDJSON, columns by header, JSON key (a.b inside an object) or number \
        from 1. Also kind=session-open (or a column, with kind.VALUE=session-open), \
        time_format=epoch-ms or =%d.%m.%Y_%T in the manner of strptime, separator=semicolon.
        """, valueName: "map"))
  var columns: String?

  @Option(
    help: ArgumentHelp(
      "Read text inputs that fit as access logs by the server's own format string.",
      discussion: """
        nginx's log_format ('$remote_addr:$remote_port - [$time_local] "$request"') or Apache's \
        LogFormat ('%a:%{remote}p %t "%r"').
        """, valueName: "string"))
  var logFormat: String?

  @Option(help: ArgumentHelp("Threads to parse with.", valueName: "n"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Zone of times without one: an offset (+02:00) or a name (Europe/Rome).",
      discussion: "Without it such times are taken as UTC, and the output says so.",
      valueName: "zone"))
  var tz: String?

  @Option(help: ArgumentHelp("Year of times without one.", valueName: "year"))
  var year: Int?

  @OptionGroup(title: "Flow exports") var exports: ExportOptions

  @Option(
    help: ArgumentHelp(
      "Write rejected log records, as they stood, with their places and reasons.",
      valueName: "file"))
  var rejects: String?

  @Option(
    help: ArgumentHelp(
      "End with 65 if more records than this were rejected: a number, or a share like 0.1%.",
      valueName: "limit"))
  var maxRejects: String?

  @Flag(name: .shortAndLong, help: "Say how each input was recognised.")
  var verbose = false

  @Flag(name: .shortAndLong, help: "No progress and no notes on standard error.")
  var quiet = false

  /// Every input: those given as arguments, then those given with their side.
  var inputs: [String] { files + sides.inside + sides.outside }

  mutating func validate() throws {
    if let threads, threads < 1 || threads > 1024 {
      throw ValidationError("--threads must lie between 1 and 1024.")
    }
    if format != nil, columns != nil || logFormat != nil {
      throw ValidationError("--format leaves nothing for --columns and --log-format to fit.")
    }
    if let year, year < 1970 || year > 2200 {
      throw ValidationError("--year must lie between 1970 and 2200.")
    }
    if let maxRejects, RejectLimit(parsing: maxRejects) == nil {
      throw ValidationError("--max-rejects takes a number (100) or a share (0.1%).")
    }
  }
}

/// How many rejected records are still acceptable.
enum RejectLimit {
  /// At most this many.
  case count(Int)
  /// At most this share of all records, from 0 to 1.
  case share(Double)

  /// A limit from `100` or `0.1%`.
  init?(parsing text: String) {
    if text.hasSuffix("%"), let value = Double(text.dropLast()), value >= 0, value <= 100 {
      self = .share(value / 100)
    } else if let value = Int(text), value >= 0 {
      self = .count(value)
    } else {
      return nil
    }
  }

  /// True if so many rejects among so many records are within the limit.
  func allows(rejects: Int, records: UInt64) -> Bool {
    switch self {
    case .count(let limit): rejects <= limit
    case .share(let limit): Double(rejects) <= limit * Double(max(records, 1))
    }
  }
}

extension InputOptions {
  /// Ends with bad data if more records were rejected than `--max-rejects` allows.
  func checkRejects(_ reports: [InputReport]) throws {
    try checkRejects(
      reports.reduce(0) { $0 + $1.rejects.total }, of: reports.reduce(UInt64(0)) { $0 + $1.records }
    )
  }

  /// Ends with bad data if so many of so many records are more than `--max-rejects` allows.
  func checkRejects(_ rejected: Int, of records: UInt64) throws {
    guard let limit = maxRejects.flatMap(RejectLimit.init(parsing:)),
      !limit.allows(rejects: rejected, records: records)
    else { return }
    throw CommandFailure(
      .badData, seen: "\(rejected) of \(records) records were rejected",
      remedy: "natlens inspect shows the reasons and the first places of each.")
  }
}
