#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

import NATModel

/// The one owner of an open file descriptor.
///
/// Bytes are always fetched with `read(2)` or `pread(2)` into memory that belongs to the process,
/// never mapped: a mapped file that somebody truncates while it is read kills the process (SIGBUS),
/// and logs are rotated while they are read. A file that shrinks simply ends earlier; one that
/// grows is read to the end it has when the end is reached. Standard input is used but not closed.
struct InputFile: ~Copyable {
  private let descriptor: Int32
  private let name: String
  /// Size in bytes, for a regular file.
  let size: UInt64?
  /// When the file was last changed, for a regular file.
  let modified: Timestamp?

  private init(descriptor: Int32, name: String, size: UInt64?, modified: Timestamp?) {
    self.descriptor = descriptor
    self.name = name
    self.size = size
    self.modified = modified
  }

  deinit { if descriptor > 0 { _ = close(descriptor) } }

  /// Opens a file for reading; `-` is standard input.
  static func open(_ name: String) throws(InputError) -> InputFile {
    let descriptor: Int32
    if name == "-" {
      descriptor = 0
    } else {
      descriptor = unsafe name.withCString { path in
        unsafe systemOpen(path)
      }
      guard descriptor >= 0 else { throw failure(name, errno) }
    }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      let code = errno
      if descriptor > 0 { _ = close(descriptor) }
      throw failure(name, code)
    }
    let type = status.st_mode & S_IFMT
    guard type != S_IFDIR else {
      if descriptor > 0 { _ = close(descriptor) }
      throw InputError(name: name, reason: .isDirectory, code: EISDIR)
    }
    let isRegular = type == S_IFREG
    return InputFile(
      descriptor: descriptor, name: name,
      size: isRegular ? UInt64(clamping: status.st_size) : nil,
      modified: isRegular ? modificationTime(status) : nil)
  }

  /// Reads some bytes into `buffer[range]` and returns how many; 0 is the end.
  func read(into buffer: inout [UInt8], range: Range<Int>) throws(InputError) -> Int {
    while true {
      let descriptor = descriptor
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe systemRead(descriptor, UnsafeMutableRawBufferPointer(rebasing: bytes[range]))
      }
      if count >= 0 { return count }
      let code = errno
      guard code == EINTR else { throw InputFile.failure(name, code) }
    }
  }

  /// What an error number of the system means for the user.
  static func failure(_ name: String, _ code: Int32) -> InputError {
    switch code {
    case ENOENT, ENOTDIR: InputError(name: name, reason: .missing, code: code)
    case EACCES, EPERM: InputError(name: name, reason: .notPermitted, code: code)
    case EISDIR: InputError(name: name, reason: .isDirectory, code: code)
    default: InputError(name: name, reason: .failed, code: code)
    }
  }

  /// The same file for threads that read any part of it, or `nil` for a stream.
  func positioned() -> PositionedFile? {
    size.flatMap { PositionedFile(copying: descriptor, name: name, size: $0) }
  }

  private static func modificationTime(_ status: stat) -> Timestamp? {
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec))
  }
}

/// `open(2)`, named apart from the methods that call it.
private func systemOpen(_ path: UnsafePointer<CChar>) -> Int32 {
  unsafe open(path, O_RDONLY | O_CLOEXEC)
}

/// `read(2)`, named apart from the methods that call it.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
  unsafe read(descriptor, buffer.baseAddress, buffer.count)
}
