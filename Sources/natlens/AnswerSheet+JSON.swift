import Correlation
import LogFormats
import NATModel
import Retention

/// Schema `natlens.who/1`; schema `natlens.who-result/1` for one result a line.
extension AnswerSheet {
  /// The whole document.
  ///
  /// - `schema`, `tool`: what wrote it.
  /// - `regime`: id of the regime that answers.
  /// - `tolerance_ns`: clock error allowed for on both sides, unless a request states its own.
  /// - `coverage`: first and last instant of the log; absent if it states no time.
  /// - `gaps`, `clock_doubts`: intervals for which no answer is certain.
  /// - `rejected`: records of the inputs that were rejected.
  /// - `requests_rejected`: parts of notices that gave no request.
  /// - `results`: one for each request, in the order asked.
  /// - `intersection`: the answer to all requests together, with `--intersect`.
  /// - `clocks`: how far the clocks of servers, and of exporters from each other, are from the NAT's,
  ///   where that could be seen; `server` and `exporter` are left out where they do not apply.
  struct Document: Encodable {
    var schema = "natlens.who/1"
    var tool = Tool()
    var regime: String
    var tolerance_ns: Int64
    var coverage: Span?
    var gaps: [Span]
    var clock_doubts: [Span]
    var rejected: Int
    var requests_rejected: [Fault]
    var results: [Result]
    var intersection: Result?
    var clocks: [Clock]
  }

  /// A part of a notice that gave no request.
  struct Fault: Encodable {
    var file: String
    var line: Int
    var reason: String
  }

  /// How far a server's clock is ahead of the NAT's, or an exporter's of that of the exporter with
  /// most requests.
  struct Clock: Encodable {
    var server: String?
    var exporter: String?
    var offset_ns: Int64
    /// Middle half of the differences.
    var spread_ns: Int64
    /// Requests whose session agrees, and those that had a session to be compared with.
    var agreeing: Int
    var compared: Int
    /// True if at least ten requests, and nine in ten, agree.
    var plain: Bool
  }

  /// Name and version of the program.
  struct Tool: Encodable {
    var name = "natlens"
    var version = Natlens.version
  }

  /// A half-open interval; an end that is not known is absent.
  struct Span: Encodable {
    var start: String?
    var end: String?

    init(_ span: TimeSpan) {
      start = span.start == .distantPast ? nil : span.start.description
      end = span.end == .distantFuture ? nil : span.end.description
    }
  }

  /// One request with its answer; what was not asked is absent.
  struct Result: Encodable {
    struct Asked: Encodable {
      var kind: String
      var time: String
      var resolution_ns: Int64
      var outside: String?
      var outside_port: UInt16?
      var proto: UInt8?
      var destination: String?
      var destination_port: UInt16?
      var label: String?
      /// Fields that would narrow the answer and were not stated.
      var lacks: [String]
    }

    struct Candidate: Encodable {
      var subscriber: String
      var inside: String?
      var inside_port: UInt16?
      var span: Span
      var destination: String?
      var destination_port: UInt16?
      /// How many records of this subscriber are consistent.
      var records: Int
      /// How likely, under the declared spread of the clock's error; absent for a single candidate.
      var posterior: Double?
      /// The first of them; absent where the regime has no record in a file.
      var evidence: Evidence?
    }

    struct Evidence: Encodable {
      var file: String
      var record: UInt64
      /// The line itself, with `--show-lines`.
      var line: String?
    }

    struct Other: Encodable {
      var verdict: String
      /// Number of candidates; absent where the regime cannot answer.
      var k: Int?
      var why: String?
    }

    /// Only in lines of their own.
    var schema: String?
    /// Absent for the answer to several requests together.
    var request: Asked?
    var verdict: String
    /// Number of candidates; absent where the regime cannot answer.
    var k: Int?
    var why: String?
    /// What it costs that the request does not state more.
    var cost: String?
    var candidates: [Candidate]
    var if_regime: [String: Other]
  }

  /// The answers as `natlens.who/1`.
  func document(
    _ rows: [Row], together: Row?, faults: [(file: String, fault: NoticeFault)],
    clocks: [ClockComparison.Finding]
  ) -> Document {
    let lines = lines(rows)
    return Document(
      regime: regime.id, tolerance_ns: tolerance.nanoseconds,
      coverage: world.ledger.coverage.map(Span.init), gaps: world.ledger.gaps.map(Span.init),
      clock_doubts: world.ledger.doubts.map(Span.init), rejected: world.rejected,
      requests_rejected: faults.map {
        Fault(file: $0.file, line: $0.fault.line, reason: $0.fault.reason.rawValue)
      },
      results: rows.map { result($0, lines) }, intersection: together.map { result($0, lines) },
      clocks: clocks.map { finding in
        Clock(
          server: finding.server?.description,
          exporter: finding.exporter == .none ? nil : world.ledger.texts.string(finding.exporter),
          offset_ns: finding.offset,
          spread_ns: finding.spread, agreeing: finding.agreeing, compared: finding.compared,
          plain: finding.isPlain)
      })
  }

  /// One result as a line of its own.
  func line(_ row: Row) -> Result {
    var result = result(row, lines([row]))
    result.schema = "natlens.who-result/1"
    return result
  }

  private func result(_ row: Row, _ lines: SourceLines?) -> Result {
    let posterior = row.answer.posterior
    return Result(
      request: row.request.map(asked), verdict: row.answer.verdict.rawValue,
      k: count(row.answer), why: row.answer.reason.isEmpty ? nil : row.answer.reason,
      cost: cost(row),
      candidates: row.answer.candidates.enumerated().map { number, candidate in
        self.candidate(candidate, number < posterior.count ? posterior[number] : nil, lines)
      },
      if_regime: Dictionary(
        uniqueKeysWithValues: row.ifRegime.map { regime, answer in
          (
            regime.id,
            Result.Other(
              verdict: answer.verdict.rawValue, k: count(answer),
              why: answer.reason.isEmpty ? nil : answer.reason)
          )
        }))
  }

  private func count(_ answer: Answer) -> Int? {
    answer.verdict == .unanswerable ? nil : answer.candidates.count
  }

  private func asked(_ request: Request) -> Result.Asked {
    Result.Asked(
      kind: request.kind.rawValue, time: request.time.description,
      resolution_ns: request.resolution, outside: request.outside?.description,
      outside_port: request.outsidePort, proto: request.proto?.rawValue,
      destination: request.destination?.description, destination_port: request.destinationPort,
      label: request.label.isEmpty ? nil : request.label, lacks: request.lacks)
  }

  private func candidate(
    _ candidate: Correlation.Candidate, _ posterior: Double?, _ lines: SourceLines?
  ) -> Result.Candidate {
    Result.Candidate(
      subscriber: name(candidate.subscriber), inside: candidate.inside.map(name),
      inside_port: candidate.insidePort == 0 ? nil : candidate.insidePort,
      span: Span(candidate.span), destination: candidate.destination?.description,
      destination_port: candidate.destinationPort == 0 ? nil : candidate.destinationPort,
      records: candidate.records,
      posterior: posterior.map { ($0 * 1e6).rounded() / 1e6 },
      evidence: candidate.location.record == 0
        ? nil
        : Result.Evidence(
          file: file(candidate.location), record: candidate.location.record,
          line: lines?[candidate.location]))
  }
}
