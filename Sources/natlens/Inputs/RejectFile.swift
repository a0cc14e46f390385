import LogFormats
import NATModel

import class Foundation.FileHandle
import class Foundation.FileManager
import Synchronization

/// The quarantine file of `--rejects`: every rejected record as it stood, behind a line that says
/// where and why.
///
/// ```
/// # natlens rejects: records as they stood, each behind its place and reason
/// # nat.log:1234 (byte 567890): malformed address
/// <166>Jan 01 2026 00:00:00 cgnat-1 : %ASA-6-302013: Built outbound TCP connection 1 for …
/// ```
///
/// A record of several lines keeps them. Lines that begin with `#` are no records in any format, so
/// that a file whose records were corrected can be read again as it is.
final class RejectFile {
  private static let begun = Mutex<Set<String>>([])

  private let handle: FileHandle
  private let path: String

  /// Creates the file, before any input is read; later inputs of the same run are added to it.
  /// - Throws: ``CommandFailure`` if it cannot be created.
  init(_ path: String) throws {
    self.path = path
    let isFirst = RejectFile.begun.withLock { $0.insert(path).inserted }
    if isFirst, !FileManager.default.createFile(atPath: path, contents: nil) {
      throw CommandFailure(.cannotCreate, seen: "--rejects \(path): cannot be created")
    }
    guard let handle = FileHandle(forWritingAtPath: path) else {
      throw CommandFailure(.cannotCreate, seen: "--rejects \(path): cannot be written")
    }
    self.handle = handle
    _ = try? handle.seekToEnd()
    guard isFirst else { return }
    try write(
      Array("# natlens rejects: records as they stood, each behind its place and reason\n".utf8))
  }

  deinit { try? handle.close() }

  /// Adds the rejected records of one block of an input.
  /// - Throws: ``CommandFailure`` if writing fails.
  func add(_ records: [RejectedRecord], of name: String) throws {
    var text: [UInt8] = []
    for record in records {
      text += Array(
        "# \(name):\(record.location.record) (byte \(record.offset)): \(record.reason.rawValue)\n"
          .utf8)
      text += record.bytes
      text.append(0x0a)
    }
    try write(text)
  }

  private func write(_ bytes: [UInt8]) throws {
    do {
      try handle.write(contentsOf: bytes)
    } catch {
      throw CommandFailure(.ioError, seen: "--rejects \(path): \(error)")
    }
  }
}
