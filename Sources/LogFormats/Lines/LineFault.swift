package import NATModel

/// Why a line that should have given an event did not.
package struct LineFault: Error, Equatable {
  /// The reason that is counted.
  package var reason: RejectReason

  /// A fault from its reason.
  package init(_ reason: RejectReason) { self.reason = reason }
}
