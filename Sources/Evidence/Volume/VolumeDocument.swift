import Exposure
import NATModel
import Retention

/// What `natlens volume --json` prints (schema `natlens.volume/1`).
///
/// | key | value |
/// | - | - |
/// | `schema` | `natlens.volume/1` |
/// | `tool`, `inputs` | as in `natlens.expose/1` |
/// | `world` | `name`, `behavior` (or `null`), `subscribers`, `sessions`, `coverage` (or `null`) |
/// | `scale` | `subscribers`, `days`, `rate` (or `null`), and `scaled`: false if they are the log's |
/// | `compressions` | names with levels, the keys of `compressed` below |
/// | `regimes` | one object for each regime: see below |
/// | `literature` | sizes of the literature and of this run: `name`, `literature_bytes`, `bytes` |
/// | `differences` | why they differ, one sentence each |
///
/// A regime: `regime`, `availability`, `reason`, `provenance` (`logged`, `reduced`, `configured`,
/// `modelled`), `note`, `records` (that state a time), `standing_records` and `standing_bytes` (kept
/// once; compact encoding), `sampled_records`, `records_per_subscriber_day` (as the log holds them),
/// `records_per_subscriber_day_scaled`, `human_share` and `human_share_interval` (or `null`),
/// `peaks` (`form`, `minute`, `entries`), `encodings`.
///
/// An encoding: `encoding`, `title`, `family`, `form` (`pair`, `whole`, `opening` or `null`), `status`
/// (`weighed` or `cannot-express`), `reason`, and, if weighed: `written_records`,
/// `unexpressed_records`, `entries`, `bytes`, `compressed` (bytes by compression; all of the sample),
/// `bytes_per_record`, and at the scale `entries_per_subscriber_day`, `bytes_per_subscriber_day`,
/// `compressed_per_subscriber_day`, `retained_bytes`, `retained_compressed`, `peak_entries_per_second`,
/// `peak_bytes_per_second`. Without a time in the log those at the scale are `null`.
package struct VolumeDocument: Sendable {
  private let value: JSONValue

  /// The document of some findings.
  package init(_ findings: VolumeFindings) {
    let literature = LiteratureVolume(findings)
    var sizes = literature.exports.map { size -> JSONValue in
      [
        "name": .string("IPFIX begin and end \(size.name)"),
        "literature_bytes": .number(size.literature), "bytes": .number(size.here),
      ]
    }
    if let messages = literature.messages {
      sizes.insert(
        [
          "name": "one message of text, median of the dialects",
          "literature_bytes": .number(LiteratureVolume.message),
          "bytes": .number(messages.median),
        ], at: 0)
    }
    value = [
      "schema": "natlens.volume/1",
      "tool": ["name": "natlens", "version": .string(findings.provenance.toolVersion)],
      "inputs": .array(findings.provenance.inputs.map(InputDocument.json)),
      "world": [
        "name": .string(findings.name), "behavior": .optional(findings.behavior?.rawValue),
        "subscribers": .integer(findings.subscribers), "sessions": .integer(findings.sessions),
        "coverage": WorldDocument.span(findings.coverage),
      ],
      "scale": [
        "subscribers": .integer(findings.scaledSubscribers),
        "days": .number(findings.scale.days), "rate": .optional(findings.scale.rate),
        "scaled": .bool(findings.isScaled),
      ],
      "compressions": .array(findings.compressors.map { .string($0) }),
      "regimes": .array(findings.logs.map { VolumeDocument.json($0, findings) }),
      "literature": .array(sizes),
      "differences": .array(literature.differences.map { .string($0) }),
    ]
  }

  /// The document as text, with a line feed at its end.
  package var text: String { value.text }

  private static func json(_ log: VolumeFindings.Log, _ findings: VolumeFindings) -> JSONValue {
    let volume = log.volume
    var reason: String?
    if case .notInThisLog(let why) = volume.availability { reason = why }
    let human = log.human.flatMap { $0.status == .computed ? $0 : nil }
    return [
      "regime": .string(log.regime.id),
      "availability": reason == nil ? "kept" : "not-in-this-log", "reason": .optional(reason),
      "provenance": .string(volume.provenance.rawValue),
      "note": .optional(volume.note.isEmpty ? nil : volume.note),
      "records": .integer(volume.timed), "standing_records": .integer(volume.standing),
      "standing_bytes": .integer(volume.standingBytes),
      "sampled_records": .integer(volume.sampled),
      "records_per_subscriber_day": .optional(findings.measuredRate(log)),
      "records_per_subscriber_day_scaled": .optional(findings.rate(log)),
      "human_share": .optional(human?.value),
      "human_share_interval": FigureDocument.interval(human?.interval),
      "peaks": .array(
        volume.peaks.map {
          [
            "form": .string($0.form.rawValue), "minute": .string($0.minute.description),
            "entries": .integer($0.entries),
          ]
        }),
      "encodings": .array(volume.encodings.map { json($0, log, findings) }),
    ]
  }

  private static func json(
    _ encoded: EncodedVolume, _ log: VolumeFindings.Log, _ findings: VolumeFindings
  ) -> JSONValue {
    var members: [String: JSONValue] = [
      "encoding": .string(encoded.encoding), "title": .string(encoded.title),
      "family": .string(encoded.family.rawValue), "form": .optional(encoded.form?.rawValue),
    ]
    guard let weight = encoded.weight else {
      members["status"] = "cannot-express"
      if case .cannotExpress(let reason) = encoded.outcome { members["reason"] = .string(reason) }
      return .object(members)
    }
    func named(_ sizes: [JSONValue]) -> JSONValue {
      .object(Dictionary(zip(findings.compressors, sizes)) { _, last in last })
    }
    let totals = findings.totals(log, encoded)
    let nothing = findings.compressors.map { _ in Double?.none }
    members["status"] = "weighed"
    members["reason"] = .null
    members["written_records"] = .integer(weight.records)
    members["unexpressed_records"] = .integer(weight.unexpressed)
    members["entries"] = .integer(weight.entries)
    members["bytes"] = .integer(weight.bytes)
    members["compressed"] = named(weight.compressed.map { .optional($0) })
    members["bytes_per_record"] = .number(weight.bytesPerRecord)
    members["entries_per_subscriber_day"] = .optional(totals?.entriesPerDay)
    members["bytes_per_subscriber_day"] = .optional(totals?.bytesPerDay)
    members["compressed_per_subscriber_day"] = named(
      (totals?.compressed ?? nothing).map { .optional($0) })
    members["retained_bytes"] = .optional(totals?.stock)
    members["retained_compressed"] = named(
      (totals?.compressedStock ?? nothing).map { .optional($0) })
    members["peak_entries_per_second"] = .optional(totals?.entriesPerSecond)
    members["peak_bytes_per_second"] = .optional(totals?.bytesPerSecond)
    return .object(members)
  }
}
