import NATModel

import struct Foundation.Data
import class Foundation.FileManager
import class Foundation.JSONSerialization
import class Foundation.NSNumber
import struct Foundation.URL

/// `report.json` of a bundle, as it is read back.
struct ReportFile {
  /// One claim and the number that its pointer leads to.
  struct Claim {
    let id: String
    let sentence: String
    let text: String
    let value: Double?
    let unit: String
    let interval: [Double]?
    let basis: String
    let method: String
    let pointer: String
    /// The number at ``pointer``, or `nil` if there is none.
    let found: Double?

    /// True if the pointer leads to the number that is claimed.
    var holds: Bool { value != nil && value == found }
  }

  /// Name of the file.
  static let name = "report.json"
  /// No report is larger than this; a larger one is refused.
  private static let limit = 512 << 20

  /// How it was made.
  let run: RecordedRun
  /// Every claim, in the order of the page.
  let claims: [Claim]

  /// The report of a bundle.
  /// - Throws: ``CommandFailure`` if there is none.
  init(_ folder: String) throws {
    let path = URL(filePath: folder).appending(path: ReportFile.name).path
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw CommandFailure(.noInput, seen: "\(path): no such file")
    }
    guard bytes.count <= ReportFile.limit,
      let document = try? JSONSerialization.jsonObject(with: bytes) as? [String: Any],
      document["schema"] as? String == "natlens.report/1",
      let tool = document["tool"] as? [String: Any],
      let commandLine = tool["command_line"] as? [String], !commandLine.isEmpty
    else { throw CommandFailure(.badData, seen: "\(path): no report of natlens.report/1") }
    run = RecordedRun(
      commandLine: commandLine,
      generated: (document["generated"] as? String).flatMap { Timestamp(rfc3339: $0) },
      version: tool["version"] as? String ?? "?",
      inputs: (document["inputs"] as? [[String: Any]] ?? []).map {
        ($0["name"] as? String ?? "", $0["sha256"] as? String ?? "")
      })
    claims = (document["claims"] as? [[String: Any]] ?? []).map { claim in
      let pointer = claim["pointer"] as? String ?? ""
      return Claim(
        id: claim["id"] as? String ?? "?", sentence: claim["sentence"] as? String ?? "",
        text: claim["text"] as? String ?? "", value: (claim["value"] as? NSNumber)?.doubleValue,
        unit: claim["unit"] as? String ?? "",
        interval: (claim["interval"] as? [NSNumber])?.map(\.doubleValue),
        basis: claim["basis"] as? String ?? "", method: claim["method"] as? String ?? "",
        pointer: pointer, found: ReportFile.number(at: pointer, in: document))
    }
  }

  /// The number that a JSON pointer (RFC 6901) leads to.
  private static func number(at pointer: String, in document: Any) -> Double? {
    guard pointer.hasPrefix("/") else { return nil }
    var value = document
    for part in pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      let key = part.split(separator: "~1", omittingEmptySubsequences: false)
        .map { $0.split(separator: "~0", omittingEmptySubsequences: false).joined(separator: "~") }
        .joined(separator: "/")
      if let object = value as? [String: Any], let member = object[key] {
        value = member
      } else if let list = value as? [Any], let index = Int(key), list.indices.contains(index) {
        value = list[index]
      } else {
        return nil
      }
    }
    return (value as? NSNumber)?.doubleValue
  }
}
