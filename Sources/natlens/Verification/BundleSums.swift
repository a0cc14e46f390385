import Evidence

import class Foundation.FileManager
import struct Foundation.URL

/// The files of a bundle against its `SHA256SUMS`.
struct BundleSums {
  /// Name of the list.
  static let list = "SHA256SUMS"
  /// No list is larger than this; a larger one is refused.
  private static let limit = 16 << 20

  /// Digests by path, in the order of the list.
  let stated: [(path: String, digest: String)]
  /// Files whose bytes are those of the list.
  private(set) var matching: [String] = []
  /// Files whose bytes are others.
  private(set) var changed: [String] = []
  /// Files that are not there.
  private(set) var missing: [String] = []
  /// Files that are there and not in the list.
  private(set) var unlisted: [String] = []

  /// Reads the list and every file of a bundle.
  /// - Throws: ``CommandFailure`` if there is no list, or it is none.
  init(_ folder: String) throws {
    let path = URL(filePath: folder).appending(path: BundleSums.list).path
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw CommandFailure(
        .noInput, seen: "\(path): no such file",
        remedy: "Name the directory that natlens report has written.")
    }
    guard bytes.count <= BundleSums.limit else {
      throw CommandFailure(.badData, seen: "\(path): larger than 16 MiB")
    }
    stated = try BundleSums.parse(String(decoding: bytes, as: UTF8.self), path)
    for (path, digest) in stated {
      guard let found = Intake.digest(of: URL(filePath: folder).appending(path: path).path) else {
        missing.append(path)
        continue
      }
      if found == digest { matching.append(path) } else { changed.append(path) }
    }
    let known = Set(stated.map(\.path)).union([BundleSums.list])
    unlisted = (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? [])
      .filter {
        !known.contains($0) && !BundleSums.isFolder(URL(filePath: folder).appending(path: $0))
      }
      .sorted()
  }

  private static func isFolder(_ url: URL) -> Bool {
    (try? url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
  }

  /// The lines of a list: 64 hexadecimal digits, two blanks, a path below the bundle's folder.
  private static func parse(
    _ text: String, _ name: String
  ) throws -> [(path: String, digest: String)] {
    let lines = text.split(separator: "\n")
    guard !lines.isEmpty else { throw CommandFailure(.badData, seen: "\(name): empty") }
    return try lines.enumerated().map { number, line in
      let digest = line.prefix(64)
      let path = String(line.dropFirst(66))
      let parts = path.split(separator: "/", omittingEmptySubsequences: false)
      guard digest.count == 64, digest.allSatisfy({ $0.isHexDigit && !$0.isUppercase }),
        line.dropFirst(64).hasPrefix("  "), !path.isEmpty,
        !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." })
      else {
        throw CommandFailure(.badData, seen: "\(name): line \(number + 1) is no digest and path")
      }
      return (path, String(digest))
    }
  }
}
