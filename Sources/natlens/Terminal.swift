#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

import LogFormats

/// The process's own three streams.
///
/// Standard output carries data only; everything for people's eyes goes to standard error.
enum Terminal {
  /// True if standard error is a terminal that a person may be looking at.
  static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes a line to standard error.
  static func error(_ line: String) { write(line + "\n", to: STDERR_FILENO) }

  /// Writes text to standard output as it is.
  static func output(_ text: String) { write(text, to: STDOUT_FILENO) }

  /// Writes bytes to standard output; returns false if the reader has gone.
  @discardableResult static func output(_ bytes: Span<UInt8>) -> Bool {
    write(bytes, to: STDOUT_FILENO)
  }

  /// Writes bytes to standard output; returns false if the reader has gone.
  @discardableResult static func output(_ bytes: [UInt8]) -> Bool { output(bytes.span) }

  /// Writes what an output holds to standard output; returns false if the reader has gone.
  @discardableResult static func output(_ text: borrowing TextOutput) -> Bool {
    output(text.span)
  }

  /// Writes text to standard error without a line end (for a line that is drawn again).
  static func draw(_ text: String) { write(text, to: STDERR_FILENO) }

  @discardableResult private static func write(_ text: String, to descriptor: Int32) -> Bool {
    write(Array(text.utf8).span, to: descriptor)
  }

  @discardableResult private static func write(_ bytes: Span<UInt8>, to descriptor: Int32) -> Bool {
    unsafe bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        guard let base = buffer.baseAddress else { return true }
        #if canImport(Glibc)
          let count = unsafe Glibc.write(descriptor, base + written, buffer.count - written)
        #elseif canImport(Musl)
          let count = unsafe Musl.write(descriptor, base + written, buffer.count - written)
        #else
          let count = unsafe Darwin.write(descriptor, base + written, buffer.count - written)
        #endif
        if count < 0 {
          if errno == EINTR { continue }
          return false
        }
        written += count
      }
      return true
    }
  }
}
