/// Where a record stands: the file's position in the list of inputs and the record within it.
///
/// Public for the same reason as ``EventFields``.
public struct SourceLocation: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// Index of the file in the order the inputs were given.
  public var file: UInt32
  /// Line number (text) or packet number (captures), from 1; 0 where there is none.
  public var record: UInt64

  /// A location from its parts.
  @inlinable public init(file: UInt32, record: UInt64) {
    self.file = file
    self.record = record
  }

  /// Orders by file, then record.
  public static func < (left: Self, right: Self) -> Bool {
    left.file == right.file ? left.record < right.record : left.file < right.file
  }
}
