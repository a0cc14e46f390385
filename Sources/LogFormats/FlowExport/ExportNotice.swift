/// Something an exporter reports that is no event of a session, block or flow: it is counted beside
/// them.
package enum ExportNotice: Hashable, Comparable, Sendable {
  /// A pool had no address left (natEvent 3).
  case addressesExhausted
  /// An address had no port left (natEvent 12).
  case portsExhausted
  /// A limit was reached; the value of natQuotaExceededEvent.
  case quotaExceeded(UInt8)
  /// A threshold was passed; the value of natThresholdEvent.
  case thresholdReached(UInt8)
  /// An inside address was tied to an outside address without ports.
  case addressBindingCreated
  /// The tie was dissolved.
  case addressBindingDeleted
  /// A connection was refused, an update or an alert (firewallEvent 3, 5, 4).
  case denied, updated, alerted
  /// A session that goes on, or a natEvent that no document assigns.
  case unassigned(UInt8)

  /// What happened, for people and as a key in JSON.
  package var name: String {
    switch self {
    case .addressesExhausted: "addresses exhausted"
    case .portsExhausted: "ports exhausted"
    case .quotaExceeded(let value): "quota exceeded: " + ExportNotice.named(quotas, value)
    case .thresholdReached(let value): "threshold: " + ExportNotice.named(thresholds, value)
    case .addressBindingCreated: "address binding created"
    case .addressBindingDeleted: "address binding deleted"
    case .denied: "denied"
    case .updated: "updated"
    case .alerted: "alerted"
    case .unassigned(let value): "natEvent \(value) without an assigned meaning"
    }
  }

  /// Values of natQuotaExceededEvent (RFC 8158 section 5.5), from 1.
  private var quotas: [String] {
    [
      "session entries", "BIB entries", "entries per user", "active subscribers",
      "fragments pending reassembly",
    ]
  }

  /// Values of natThresholdEvent (RFC 8158 section 5.6), from 1.
  private var thresholds: [String] {
    [
      "address pool high", "address pool low", "address and port mappings high",
      "address and port mappings per user high", "global address mappings high",
    ]
  }

  private static func named(_ names: [String], _ value: UInt8) -> String {
    value >= 1 && Int(value) <= names.count ? names[Int(value) - 1] : "\(value)"
  }
}
