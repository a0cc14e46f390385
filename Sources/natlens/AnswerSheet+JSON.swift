import Correlation
import NATModel
import Retention

/// Schema `natlens.who/1`.
extension AnswerSheet {
  /// The whole document.
  ///
  /// - `schema`, `tool`: what wrote it.
  /// - `regime`: id of the regime that answers.
  /// - `tolerance_ns`: clock error allowed for on both sides.
  /// - `coverage`: first and last instant of the log; absent if it states no time.
  /// - `results`: one for each request, in the order asked.
  struct Document: Encodable {
    var schema = "natlens.who/1"
    var tool = Tool()
    var regime: String
    var tolerance_ns: Int64
    var coverage: Span?
    var rejected: Int
    var results: [Result]
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
      /// The first of them; absent where the regime has no record in a file.
      var evidence: Evidence?
    }

    struct Evidence: Encodable {
      var file: String
      var record: UInt64
    }

    struct Other: Encodable {
      var verdict: String
      /// Number of candidates; absent where the regime cannot answer.
      var k: Int?
      var why: String?
    }

    var request: Asked
    var verdict: String
    /// Number of candidates; absent where the regime cannot answer.
    var k: Int?
    var why: String?
    var candidates: [Candidate]
    var if_regime: [String: Other]
  }

  /// The answers as `natlens.who/1`.
  var document: Document {
    Document(
      regime: ladder.logs[ladder.answering].regime.id, tolerance_ns: tolerance.nanoseconds,
      coverage: world.ledger.coverage.map(Span.init), rejected: world.rejected,
      results: rows.map(result))
  }

  private func result(_ row: Row) -> Result {
    Result(
      request: asked(row.request), verdict: row.answer.verdict.rawValue, k: count(row.answer),
      why: row.answer.reason.isEmpty ? nil : row.answer.reason,
      candidates: row.answer.candidates.map(candidate),
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
      label: request.label.isEmpty ? nil : request.label)
  }

  private func candidate(_ candidate: Correlation.Candidate) -> Result.Candidate {
    Result.Candidate(
      subscriber: name(candidate.subscriber), inside: candidate.inside.map(name),
      inside_port: candidate.insidePort == 0 ? nil : candidate.insidePort,
      span: Span(candidate.span), destination: candidate.destination?.description,
      destination_port: candidate.destinationPort == 0 ? nil : candidate.destinationPort,
      records: candidate.records,
      evidence: candidate.location.record == 0
        ? nil
        : Result.Evidence(file: file(candidate.location), record: candidate.location.record))
  }
}
