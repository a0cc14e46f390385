/// What a field of a template holds: an element number, and whose number it is.
///
/// NetFlow v9 numbers have 16 bits and no owner; those above 32767 cannot clash with IPFIX, whose
/// numbers have 15 bits, so one table serves both.
package struct ElementID: Hashable, Comparable, Sendable, BitwiseCopyable, CustomStringConvertible {
  /// Private enterprise number (IANA), 0 for IANA's own registry.
  package var enterprise: UInt32
  /// Element number.
  package var number: UInt16

  /// An id from its parts.
  package init(enterprise: UInt32 = 0, _ number: UInt16) {
    self.enterprise = enterprise
    self.number = number
  }

  /// Orders by owner, then number.
  package static func < (left: ElementID, right: ElementID) -> Bool {
    left.enterprise == right.enterprise
      ? left.number < right.number : left.enterprise < right.enterprise
  }

  /// `225`, or `637/93` with an owner.
  package var description: String {
    enterprise == 0 ? "\(number)" : "\(enterprise)/\(number)"
  }
}
