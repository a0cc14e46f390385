import LogFormats

import class Foundation.FileManager

/// The directory that a simulated world is written to, as `expose` and `report` read it.
struct WorldFolder {
  /// Name as the user gave it, without a slash at the end.
  let path: String
  /// How logs are compressed; `nil` for not at all.
  let compression: Compression?
  /// From 2 on each log has a thread of its own that turns events into text, and one that
  /// compresses and writes.
  let threads: Int

  /// Makes the directory.
  /// - Throws: ``CommandFailure`` if it cannot be made, or holds something and `force` is not given.
  init(_ path: String, compression: Compression?, threads: Int, force: Bool) throws {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    self.compression = compression
    self.threads = threads
    let manager = FileManager.default
    if !force, let there = try? manager.contentsOfDirectory(atPath: path), !there.isEmpty {
      throw CommandFailure(
        .cannotCreate, seen: "\(path): exists already and is not empty",
        remedy: "Name another directory with --output, or allow it with --force.")
    }
    try makeDirectory(self.path)
  }

  /// Creates a file, in a folder of its own if the name has one; `.zst` or `.gz` is added to its name.
  func create(_ name: String) throws -> OutputFile {
    if let slash = name.lastIndex(of: "/") { try makeDirectory(path + "/" + name[..<slash]) }
    return try WorldFolder.reported {
      () throws(OutputError) in
      try OutputFile(
        path + "/" + name + (compression?.suffix ?? ""), compression: compression,
        inBackground: threads > 1)
    }
  }

  /// Writes a small file that is never compressed.
  func write(_ bytes: [UInt8], to name: String) throws {
    try WorldFolder.reported { () throws(OutputError) in
      let file = try OutputFile(path + "/" + name)
      try file.write(bytes)
      try file.finish()
    }
  }

  /// Runs a body and turns its error into one of the command line.
  static func reported<Result>(_ body: () throws(OutputError) -> Result) throws -> Result {
    do throws(OutputError) {
      return try body()
    } catch {
      let status: ExitStatus =
        switch error.reason {
        case .notCreated: .cannotCreate
        case .notPermitted: .noPermission
        case .failed, .noSpace: .ioError
        case .compression: .internalError
        }
      throw CommandFailure(status, seen: "\(error)")
    }
  }

  private func makeDirectory(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure(.cannotCreate, seen: "\(path): this directory cannot be created")
    }
  }
}
