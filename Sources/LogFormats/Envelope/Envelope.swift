package import NATModel

/// What the header in front of a record says: when and by whom it was written.
package struct Envelope: BitwiseCopyable, Sendable {
  /// When, if ``fields`` has `.time`.
  package var time = Timestamp(nanoseconds: 0)
  /// Resolution of the time in nanoseconds, as its digits show.
  package var resolution: UInt32 = 0
  /// `.time`, and `.assumedYear` or `.assumedZone` where a rule completed it.
  package var fields: EventFields = []
  /// The device named in the header.
  package var exporter = TextID.none
  /// True if there is a time that does not exist (31 February, 25 o'clock).
  package var isTimeImpossible = false
  /// Bytes from where the line was read to the end of time and device: the tag, or the message.
  package var tag = 0
  /// Bytes from where the line was read to the end of a tag with a colon (`CiscoASA[999]: `).
  package var message = 0

  /// No header.
  package init() {}

  /// True if the header states a time whose zone it states too.
  package var hasZone: Bool { fields.contains(.time) && !fields.contains(.assumedZone) }
}
