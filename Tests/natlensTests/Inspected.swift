import Foundation

/// One entry of `natlens.inspect/1`, as far as tests look at it.
struct Inspected {
  var format: String?
  var compression: String?
  var problem: String?
  var partial: Bool
  var rejected: Int
  var rejects: [String: Int]
  var events: [String: Int]
}

extension NatlensRun {
  /// The output as JSON.
  func json() throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any] ?? [:]
  }

  /// The entries of an inspection.
  func inspected() throws -> [Inspected] {
    let files = try json()["files"] as? [[String: Any]] ?? []
    return files.map { entry in
      var rejects: [String: Int] = [:]
      for reject in entry["rejects"] as? [[String: Any]] ?? [] {
        if let reason = reject["reason"] as? String { rejects[reason] = reject["count"] as? Int }
      }
      return Inspected(
        format: entry["format"] as? String, compression: entry["compression"] as? String,
        problem: entry["problem"] as? String, partial: entry["partial"] as? Bool ?? false,
        rejected: entry["rejected"] as? Int ?? 0, rejects: rejects,
        events: entry["events"] as? [String: Int] ?? [:])
    }
  }
}
