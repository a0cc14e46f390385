/// The five types of request; the raw value is the name in every output.
package enum RequestKind: String, CaseIterable, Hashable, Sendable {
  /// Address and time (evidence: Q1).
  case address
  /// Address, port and time (Q2).
  case addressPort = "address+port"
  /// Address, destination and time (Q3; IPA 2016 s.62(3) Condition A).
  case addressDestination = "address+destination"
  /// Address, port, destination and time (Q2+3).
  case addressPortDestination = "address+port+destination"
  /// Destination and time only: the reverse search (Q4; Condition D).
  case destination

  /// True if the shared address is known.
  package var knowsOutside: Bool { self != .destination }
  /// True if the port at the shared address is known.
  package var knowsPort: Bool { self == .addressPort || self == .addressPortDestination }
  /// True if the destination is known.
  package var knowsDestination: Bool {
    self == .addressDestination || self == .addressPortDestination || self == .destination
  }
}
