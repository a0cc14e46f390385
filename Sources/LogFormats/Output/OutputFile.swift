#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

import Dispatch
import Synchronization

/// A file that is being written, compressed if asked; the one owner of its descriptor.
///
/// In the background, pieces are compressed and written in order by a thread of their own while the
/// caller makes the next ones; four of them may wait. The bytes of the file are the same either way.
/// A file that was not finished is closed and stays as far as it got.
package final class OutputFile: Sendable {
  private struct State: ~Copyable {
    let name: String
    var descriptor: Int32
    let encoder: (any StreamEncoder)?
    var compressed: [UInt8] = []
    var failure: OutputError?

    deinit { if descriptor >= 0 { _ = close(descriptor) } }
  }

  /// Name as it was given.
  package let name: String
  private let state: Mutex<State>
  private let queue: DispatchQueue?
  private let room = DispatchSemaphore(value: 4)

  /// Creates a file, or empties one that is there.
  /// - Throws: ``OutputError`` if it cannot be created.
  package init(
    _ name: String, compression: Compression? = nil, inBackground: Bool = false
  ) throws(OutputError) {
    let encoder = compression.flatMap { $0.encoder() }
    guard compression == nil || encoder != nil else {
      throw OutputError(name: name, reason: .compression, code: 0)
    }
    let descriptor = unsafe name.withCString { path in unsafe systemCreate(path) }
    guard descriptor >= 0 else {
      let code = errno
      throw OutputError(
        name: name, reason: code == EACCES || code == EPERM ? .notPermitted : .notCreated,
        code: code)
    }
    self.name = name
    state = Mutex(State(name: name, descriptor: descriptor, encoder: encoder))
    queue = inBackground ? DispatchQueue(label: "natlens.write") : nil
  }

  /// Appends bytes.
  /// - Throws: ``OutputError`` if these, or in the background earlier ones, could not be written.
  package func write(_ bytes: [UInt8]) throws(OutputError) {
    guard let queue else {
      append(bytes, isLast: false)
      return try check()
    }
    room.wait()
    queue.async {
      self.append(bytes, isLast: false)
      self.room.signal()
    }
    // Asked only now and then: the lock is held while a piece is written.
    if let failure = state.withLockIfAvailable({ $0.failure }) ?? nil { throw failure }
  }

  /// Writes what is left and closes the file; nothing may follow.
  /// - Throws: ``OutputError`` if anything could not be written.
  package func finish() throws(OutputError) {
    queue?.sync {}
    append([], isLast: true)
    state.withLock { state in
      if close(state.descriptor) != 0, state.failure == nil {
        state.failure = OutputError(name: state.name, reason: .failed, code: errno)
      }
      state.descriptor = -1
    }
    try check()
  }

  private func check() throws(OutputError) {
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }

  private func append(_ bytes: [UInt8], isLast: Bool) {
    state.withLock { state in
      guard state.failure == nil else { return }
      guard let encoder = state.encoder else {
        state.failure = OutputFile.write(bytes, to: state.descriptor, name: state.name)
        return
      }
      state.compressed.removeAll(keepingCapacity: true)
      guard encoder.encode(bytes, isLast: isLast, into: &state.compressed) else {
        state.failure = OutputError(name: state.name, reason: .compression, code: 0)
        return
      }
      state.failure = OutputFile.write(
        state.compressed, to: state.descriptor, name: state.name)
    }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32, name: String) -> OutputError? {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: buffer[written...]))
      }
      if count < 0 {
        let code = errno
        if code == EINTR { continue }
        return OutputError(name: name, reason: code == ENOSPC ? .noSpace : .failed, code: code)
      }
      written += count
    }
    return nil
  }
}

/// `open(2)` for writing, named apart from the methods that call it.
private func systemCreate(_ path: UnsafePointer<CChar>) -> Int32 {
  unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
}

/// `write(2)`, named apart from the methods that call it.
private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
  unsafe write(descriptor, buffer.baseAddress, buffer.count)
}
