/// How far reading one input has come; handed to a caller's callback once per block.
package struct ReadingProgress: Sendable {
  /// Plain bytes whose events were delivered.
  package var bytes: UInt64 = 0
  /// Bytes taken from the file, before decompression; compare with ``InputSource/size``.
  package var rawBytes: UInt64 = 0
  /// Lines read.
  package var records: UInt64 = 0
  /// Events delivered.
  package var events: UInt64 = 0
  /// Lines rejected.
  package var rejects: UInt64 = 0

  /// Nothing read.
  package init() {}
}
