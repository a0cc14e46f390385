/// Who a record is about: a position in a table of subscribers.
///
/// Two devices of one household share one id. Identities are text and stay in the table; outputs
/// carry pseudonyms unless the user asks to reveal.
package struct SubscriberID: RawRepresentable, Hashable, Comparable, Sendable, BitwiseCopyable {
  /// Position in the table of subscribers, from 0.
  package var rawValue: UInt32

  /// An id from its position.
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// A record whose subscriber is not known.
  package static let unknown = SubscriberID(rawValue: .max)

  /// Orders by position.
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
