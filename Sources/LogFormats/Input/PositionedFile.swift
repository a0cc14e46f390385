#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A regular file of which threads read any part at the same time.
///
/// The one owner of a second descriptor of a file that is open already. Reads with `pread(2)`, which
/// leaves no trace in the descriptor; never mapped, for the reason given at ``InputFile``.
final class PositionedFile: Sendable {
  /// Name as the user gave it.
  let name: String
  /// Size in bytes when the file was opened.
  let size: UInt64
  private let descriptor: Int32

  /// A file by an open descriptor, which is copied; `nil` where the system has none left.
  init?(copying descriptor: Int32, name: String, size: UInt64) {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0 else { return nil }
    self.descriptor = copy
    self.name = name
    self.size = size
  }

  deinit { _ = close(descriptor) }

  /// Reads bytes from a place in the file on into the front of a buffer, and returns how many.
  ///
  /// Fewer than `count` only where the file has become shorter.
  /// - Precondition: the buffer has room for `count` bytes.
  func read(_ count: Int, at offset: UInt64, into buffer: inout [UInt8]) throws(InputError) -> Int {
    precondition(count <= buffer.count)
    var filled = 0
    while filled < count {
      let wanted = filled..<count
      let place = off_t(clamping: offset + UInt64(filled))
      let read = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe pread(
          descriptor, bytes.baseAddress.map { unsafe $0 + wanted.lowerBound }, wanted.count, place)
      }
      let code = errno
      if read == 0 { break }
      if read < 0, code == EINTR { continue }
      guard read > 0 else { throw InputFile.failure(name, code) }
      filled += read
    }
    return filled
  }
}
