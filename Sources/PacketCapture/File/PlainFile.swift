#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes of a file as they stand on disk.
struct PlainFile: CaptureByteSource, ~Copyable {
  private let descriptor: Int32

  /// Reading failed; the system's error number.
  struct Failure: Error { let code: Int32 }

  /// Opens a file.
  init(path: String) throws(CaptureError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw CaptureError(name: path, reason: .cannotOpen(code: errno))
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  mutating func read(into buffer: inout [UInt8], range: Range<Int>) throws -> Int {
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      while true {
        let got = unsafe systemRead(
          descriptor, UnsafeMutableRawBufferPointer(rebasing: bytes[range]))
        if got >= 0 || errno != EINTR { return got }
      }
    }
    guard count >= 0 else { throw Failure(code: errno) }
    return count
  }
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
  #if canImport(Glibc)
    unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
  #elseif canImport(Musl)
    unsafe Musl.read(descriptor, buffer.baseAddress, buffer.count)
  #else
    unsafe Darwin.read(descriptor, buffer.baseAddress, buffer.count)
  #endif
}
