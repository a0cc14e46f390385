package import NATModel

/// Bytes of text being written, without a `String` in between.
///
/// Records are made of a few dozen small pieces and are written by the million. They go one after
/// another into one stretch of memory, behind whose limit there is always room for ``slack`` bytes
/// more: a piece that is no longer than that asks one question and is stored. Where the next byte
/// goes stays in a register as long as pieces are written in one function.
///
/// The one owner of its memory, so it cannot be copied. Only this file and its aspects beside it
/// store anything, each after ``room()`` or ``reserve(_:)`` and never more than was asked for.
@safe
package struct TextOutput: ~Copyable, @unchecked Sendable {
  /// Bytes for which there is room after ``room()``.
  static let slack = 64
  private static let firstCapacity = 1024

  private var start: UnsafeMutableRawPointer
  /// The last place at which ``slack`` bytes fit.
  private var limit: UnsafeMutableRawPointer
  private var place: UnsafeMutableRawPointer
  /// The texts of the octets of addresses.
  let octets = OctetTexts.shared
  /// The texts of a few seconds.
  var clocks = ClockTexts()

  /// No bytes.
  package init() {
    let capacity = TextOutput.firstCapacity
    unsafe start = .allocate(byteCount: capacity + TextOutput.slack, alignment: 16)
    unsafe limit = start + capacity
    unsafe place = start
  }

  deinit { unsafe start.deallocate() }

  /// Number of bytes written so far.
  package var count: Int { unsafe place - start }

  /// Everything written so far, lent until the next change.
  package var span: Span<UInt8> {
    @_lifetime(borrow self)
    borrowing get {
      let first = unsafe start.assumingMemoryBound(to: UInt8.self)
      let bytes = unsafe UnsafeBufferPointer(start: first, count: count)
      return unsafe _overrideLifetime(Span(_unsafeElements: bytes), borrowing: self)
    }
  }

  /// A copy of everything written so far.
  /// - Complexity: O(n).
  package var bytes: [UInt8] {
    unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
  }

  /// Gives everything written so far away and starts anew, keeping the room.
  /// - Complexity: O(n).
  package mutating func take() -> [UInt8] {
    defer { removeAll() }
    return bytes
  }

  /// Forgets everything written so far, but keeps the room.
  package mutating func removeAll() { unsafe place = start }

  /// Takes the last byte back, if there is one.
  package mutating func removeLast() { if unsafe place > start { unsafe place -= 1 } }

  /// Where the next byte goes, with room for ``slack`` bytes.
  @inline(__always)
  mutating func room() -> UnsafeMutableRawPointer {
    if unsafe place > limit { grow(for: TextOutput.slack) }
    return unsafe place
  }

  /// Where the next byte goes, with room for a number of bytes.
  @inline(__always)
  private mutating func reserve(_ count: Int) -> UnsafeMutableRawPointer {
    if unsafe count > limit - place { grow(for: count) }
    return unsafe place
  }

  /// Counts bytes that were stored as written.
  @inline(__always)
  mutating func advance(_ count: Int) { unsafe place += count }

  @inline(never)
  private mutating func grow(for count: Int) {
    let used = self.count
    let capacity = unsafe max(2 * (limit - start), used + count)
    let wider = UnsafeMutableRawPointer.allocate(
      byteCount: capacity + TextOutput.slack, alignment: 16)
    unsafe wider.copyMemory(from: start, byteCount: used)
    unsafe start.deallocate()
    unsafe start = wider
    unsafe limit = wider + capacity
    unsafe place = wider + used
  }

  /// Appends a literal.
  @inline(__always)
  package mutating func write(_ text: StaticString) {
    let count = text.utf8CodeUnitCount
    let target = count <= TextOutput.slack ? unsafe room() : unsafe reserve(count)
    unsafe target.copyMemory(from: text.utf8Start, byteCount: count)
    advance(count)
  }

  /// Appends one of two literals.
  @inline(__always)
  package mutating func write(
    _ text: StaticString, if condition: Bool, else other: StaticString
  ) {
    // Either length is known in its own branch; the length of a choice would not be.
    if condition { write(text) } else { write(other) }
  }

  /// Appends one byte.
  @inline(__always)
  package mutating func write(byte: UInt8) {
    unsafe room().storeBytes(of: byte, as: UInt8.self)
    advance(1)
  }

  /// Appends the same byte up to eight times.
  @inline(__always)
  package mutating func write(byte: UInt8, times: Int) {
    unsafe room().storeBytes(of: UInt64(byte) &* 0x0101_0101_0101_0101, as: UInt64.self)
    advance(min(times, 8))
  }

  /// Appends the text of an id.
  @inline(__always)
  package mutating func write(_ id: TextID, of texts: TextTable) { write(texts.span(of: id)) }

  /// Appends bytes as they are.
  package mutating func write(_ text: Span<UInt8>) {
    unsafe text.withUnsafeBytes { source in unsafe copy(source) }
  }

  /// Appends bytes as they are.
  package mutating func write(_ text: ArraySlice<UInt8>) {
    unsafe text.withUnsafeBytes { source in unsafe copy(source) }
  }

  /// Appends a string.
  package mutating func write(string: String) {
    var string = string
    string.withUTF8 { text in unsafe copy(UnsafeRawBufferPointer(text)) }
  }

  @inline(__always)
  private mutating func copy(_ source: UnsafeRawBufferPointer) {
    guard let first = source.baseAddress else { return }
    unsafe reserve(source.count).copyMemory(from: first, byteCount: source.count)
    advance(source.count)
  }
}
