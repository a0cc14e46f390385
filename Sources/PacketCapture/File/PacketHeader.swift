import NATModel

/// What a capture says of a packet beside its bytes.
struct PacketHeader: BitwiseCopyable {
  /// When it was captured, or `nil` if that is outside the years 1678 to 2262.
  var time: Timestamp?
  /// Its length on the wire in bytes; less than what was captured only in odd files.
  var originalLength: Int
  /// Its link type, or `nil` for that of the file.
  var linkType: LinkType?
  /// Resolution of its time in nanoseconds, or 0 if the file does not tell.
  var resolution: UInt32
  /// Where its record stands in the plain file, or `nil` if that follows from the records before.
  var offset: UInt64?

  /// A header from its parts.
  init(
    time: Timestamp?, originalLength: Int, linkType: LinkType? = nil, resolution: UInt32 = 0,
    offset: UInt64? = nil
  ) {
    self.time = time
    self.originalLength = originalLength
    self.linkType = linkType
    self.resolution = resolution
    self.offset = offset
  }
}
