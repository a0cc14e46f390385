import Foundation

/// Real log files that nobody here wrote, beside the package; absent in a plain checkout.
enum SharedData {
  /// The folder, or `nil` where there is none.
  static let root: URL? = {
    let package = URL(filePath: #filePath).deletingLastPathComponent()  // Support
      .deletingLastPathComponent()  // LogFormatsTests
      .deletingLastPathComponent()  // Tests
      .deletingLastPathComponent()
    let path =
      ProcessInfo.processInfo.environment["NATLENS_SHARED"].map { URL(filePath: $0) }
      ?? package.appending(path: "../shared/data")
    return FileManager.default.fileExists(atPath: path.appending(path: "logs").path) ? path : nil
  }()

  /// True where the folder is there.
  static var isPresent: Bool { root != nil }

  /// The path of a file in `logs`.
  static func log(_ name: String) -> String {
    (root ?? URL(filePath: "/")).appending(path: "logs/\(name)").path
  }

  /// The lines of a file in `logs`, without line breaks; bytes that are not UTF-8 become U+FFFD.
  static func lines(_ name: String) throws -> [String] {
    let data = try Data(contentsOf: URL(filePath: log(name)))
    return String(decoding: data, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
  }

  /// What a third party expects of each record of a file: the elements of `expected`.
  static func expected(_ name: String) throws -> [[String: Any]] {
    let data = try Data(contentsOf: URL(filePath: log(name + "-expected.json")))
    let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    return (object?["expected"] as? [Any] ?? []).map { $0 as? [String: Any] ?? [:] }
  }

  /// All files of `logs`, as `folder/name`, that are not expectations.
  static func allLogs() throws -> [String] {
    let folder = (root ?? URL(filePath: "/")).appending(path: "logs")
    return try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.contains("/") && !$0.hasSuffix("-expected.json") }.sorted()
  }
}

extension [String: Any] {
  /// The value at a path of keys with dots.
  func at(_ path: String) -> Any? {
    var value: Any? = self
    for key in path.split(separator: ".") { value = (value as? [String: Any])?[String(key)] }
    return value
  }

  /// A text at a path.
  func text(_ path: String) -> String? { at(path) as? String }

  /// A number at a path, written as a number or as text.
  func number(_ path: String) -> UInt64? {
    (at(path) as? NSNumber)?.uint64Value ?? text(path).flatMap(UInt64.init)
  }
}
