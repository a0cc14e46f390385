package import NATModel

/// An inside address given to a subscriber for an interval (RADIUS, DHCP, or a static list).
package struct Assignment: Hashable, Sendable {
  /// Who held the address.
  package var subscriber: SubscriberID
  /// Address space of the address.
  package var realm: TextID
  /// The address.
  package var inside: IPAddress
  /// When; a static list gives `distantPast..<distantFuture`.
  package var span: TimeSpan
  /// Where it is stated.
  package var location: SourceLocation

  /// An assignment from its parts.
  package init(
    subscriber: SubscriberID, realm: TextID = .none, inside: IPAddress, span: TimeSpan,
    location: SourceLocation = SourceLocation(file: 0, record: 0)
  ) {
    self.subscriber = subscriber
    self.realm = realm
    self.inside = inside
    self.span = span
    self.location = location
  }

  /// True if the address is held for ever (a permanently assigned static address).
  package var isPermanent: Bool { span.start == .distantPast && span.end == .distantFuture }
}
