/// The id of an interned text in a ``TextTable``; 0 stands for "no text".
public struct TextID: RawRepresentable, Hashable, Comparable, Sendable, BitwiseCopyable {
  /// Position in the table; 0 is the empty text.
  public var rawValue: UInt32

  /// An id from its position.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// No text.
  @inlinable public static var none: TextID { TextID(rawValue: 0) }

  /// True for the same position.
  ///
  /// Stated because the one that `RawRepresentable` brings along is generic, and slow from other
  /// targets.
  @inlinable public static func == (left: Self, right: Self) -> Bool {
    left.rawValue == right.rawValue
  }

  /// Orders by first appearance.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Texts kept once each, numbered in order of first appearance.
///
/// Shards intern on their own and are joined with ``absorb(_:)`` in input order, so ids do not
/// depend on the number of threads. Bytes are kept as they were read; they need not be UTF-8.
package struct TextTable: Sendable {
  private var storage: [UInt8] = []
  /// End offset in `storage` of each text; text `i` starts at the end of text `i - 1`.
  private var ends: [Int] = [0]
  /// Open addressing with linear probing.
  ///
  /// 0 marks a free slot. The count is a power of two.
  private var slots: [UInt32] = .init(repeating: 0, count: 64)

  /// An empty table that holds only ``TextID/none``.
  package init() {}

  /// Number of texts, the empty one included.
  package var count: Int { ends.count }

  /// The id of a text, added at the end if new.
  ///
  /// An empty span gives ``TextID/none``. Amortised O(length). A table that would exceed
  /// 2^32 - 1 texts returns ``TextID/none`` for new ones.
  package mutating func intern(_ bytes: Span<UInt8>) -> TextID {
    guard !bytes.isEmpty else { return .none }
    var slot = Int(truncatingIfNeeded: TextTable.hash(bytes)) & (slots.count - 1)
    while slots[slot] != 0 {
      if matches(slots[slot], bytes) { return TextID(rawValue: slots[slot]) }
      slot = (slot + 1) & (slots.count - 1)
    }
    guard ends.count < Int(UInt32.max) else { return .none }
    let id = UInt32(ends.count)
    for index in bytes.indices { storage.append(bytes[index]) }
    ends.append(storage.count)
    slots[slot] = id
    if ends.count * 2 > slots.count { grow() }
    return TextID(rawValue: id)
  }

  /// The id of a text given as a string.
  package mutating func intern(_ text: String) -> TextID {
    let bytes = Array(text.utf8)
    return intern(bytes.span)
  }

  /// The id of a text that is already in the table, or `nil`.
  package func find(_ text: String) -> TextID? {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty else { return TextID.none }
    var slot = Int(truncatingIfNeeded: TextTable.hash(bytes.span)) & (slots.count - 1)
    while slots[slot] != 0 {
      if matches(slots[slot], bytes.span) { return TextID(rawValue: slots[slot]) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// The bytes of a text; empty for an id that is not in the table.
  package func bytes(of id: TextID) -> ArraySlice<UInt8> {
    let index = Int(id.rawValue)
    guard index > 0, index < ends.count else { return [] }
    return storage[ends[index - 1]..<ends[index]]
  }

  /// Lends the bytes of a text for as long as the table stays as it is; empty for an id that is not in
  /// the table.
  ///
  /// Unlike ``bytes(of:)`` it counts no reference: threads that write with one table do not wait for
  /// each other.
  @_lifetime(borrow self)
  package func span(of id: TextID) -> Span<UInt8> {
    let index = Int(id.rawValue)
    guard index > 0, index < ends.count else { return storage.span.extracting(0..<0) }
    return storage.span.extracting(ends[index - 1]..<ends[index])
  }

  /// A text as a string; bytes that are not UTF-8 become U+FFFD.
  package func string(_ id: TextID) -> String { String(decoding: bytes(of: id), as: UTF8.self) }

  /// Adds every text of `other` in its order and returns the new id of each, indexed by old id.
  package mutating func absorb(_ other: TextTable) -> [TextID] {
    var mapping: [TextID] = [.none]
    mapping.reserveCapacity(other.count)
    for old in 1..<max(1, other.count) {
      let start = other.ends[old - 1]
      let end = other.ends[old]
      mapping.append(intern(other.storage.span.extracting(start..<end)))
    }
    return mapping
  }

  private func matches(_ id: UInt32, _ bytes: Span<UInt8>) -> Bool {
    let start = ends[Int(id) - 1]
    guard ends[Int(id)] - start == bytes.count else { return false }
    for index in bytes.indices where storage[start + index] != bytes[index] { return false }
    return true
  }

  private mutating func grow() {
    let size = slots.count * 2
    var wider = [UInt32](repeating: 0, count: size)
    for id in 1..<ends.count {
      let text = storage.span.extracting(ends[id - 1]..<ends[id])
      var slot = Int(truncatingIfNeeded: TextTable.hash(text)) & (size - 1)
      while wider[slot] != 0 { slot = (slot + 1) & (size - 1) }
      wider[slot] = UInt32(id)
    }
    slots = wider
  }

  /// FNV-1a, 64 bits.
  ///
  /// Fixed and not seeded, so that runs are alike.
  private static func hash(_ bytes: Span<UInt8>) -> UInt64 {
    var value: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in bytes.indices { value = (value ^ UInt64(bytes[index])) &* 0x100_0000_01b3 }
    return value ^ value >> 32
  }
}
