import NATModel

/// Why a RADIUS packet could not be read.
struct RADIUSFault: Error, Equatable {
  /// The reason that is counted.
  var reason: RejectReason
}
