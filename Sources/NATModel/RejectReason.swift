/// Why a record gave no event although it should have; the raw value is printed.
package enum RejectReason: String, CaseIterable, Sendable, BitwiseCopyable {
  /// A time that does not exist or cannot be read.
  case malformedTime = "malformed time"
  /// A text where an address must stand.
  case malformedAddress = "malformed address"
  /// A text where a port must stand.
  case malformedPort = "malformed port"
  /// A port above 65535, or a range whose last port lies before its first.
  case portOutOfRange = "port out of range"
  /// A number too large for its field, or no number.
  case malformedNumber = "malformed number"
  /// A field that this record type must have is not there.
  case missingField = "missing field"
  /// The record starts like one of this format but does not follow its grammar.
  case malformedRecord = "malformed record"
  /// The record ends before its last field (last line without an end, a file cut short).
  case truncatedRecord = "truncated record"
  /// A line longer than the reader keeps; the rest of it was passed over.
  case lineTooLong = "line too long"
  /// Records of a flow export whose template never came.
  case missingTemplate = "missing template"
  /// A packet cut by the capture's snap length before the bytes that were needed.
  case truncatedBySnapLength = "truncated by snap length"
  /// A packet whose own length fields contradict each other.
  case malformedPacket = "malformed packet"
  /// A fragment of an IP packet whose other fragments are not there, or contradict it.
  case incompleteFragments = "incomplete fragments"
  /// A link type or encapsulation that is not read.
  case unsupportedLink = "unsupported link type"
  /// The file or compressed stream is damaged or ends early; what came before was kept.
  case damagedFile = "damaged file"
  /// A bounded table was full and its oldest entry was given up.
  case evicted = "table full"
}
