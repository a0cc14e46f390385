import class Foundation.FileManager
import struct Foundation.Data
import struct Foundation.URL

/// The directory that a report or a portrait is written to.
struct PageFolder {
  /// Name as the user gave it, without a slash at the end.
  let path: String

  /// Makes the directory.
  /// - Throws: ``CommandFailure`` if it cannot be made, or exists already and `force` is not given.
  init(_ path: String, force: Bool) throws {
    let manager = FileManager.default
    if manager.fileExists(atPath: path), !force {
      throw CommandFailure(
        .cannotCreate, seen: "\(path): exists already",
        remedy: "Name another directory with --output, or allow it with --force.")
    }
    do {
      try manager.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure(.cannotCreate, seen: "\(path): cannot be created: \(error)")
    }
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }

  /// Writes a file, in a folder of its own if the name has one.
  /// - Throws: ``CommandFailure`` if it cannot be written.
  func write(_ bytes: [UInt8], to name: String) throws {
    let file = URL(filePath: path).appending(path: name)
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file)
    } catch {
      throw CommandFailure(.ioError, seen: "\(file.path): cannot be written: \(error)")
    }
  }
}
