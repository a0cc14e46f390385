/// What a capture file says beside its packets.
package struct CaptureNotes: Sendable, Equatable {
  /// Packets that were lost before they could be written, as far as the file says.
  package var dropped: UInt64 = 0
  /// Interfaces described.
  package var interfaces: UInt64 = 0
  /// Address-to-name records that the capturing tool looked up; no client asked, so they are no names.
  package var resolvedNames: UInt64 = 0
  /// Blocks of decryption secrets; they are never read.
  package var secrets: UInt64 = 0
  /// Packets without a time of their own; each takes that of the packet before it.
  package var untimed: UInt64 = 0

  /// Nothing said.
  package init() {}
}
