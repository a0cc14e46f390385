import NATModel

/// A request in terms of a store's columns; 0 stands for "not asked".
///
/// 32 octets: what a batch keeps of a request of several times that size.
struct SessionFilter: Sendable, BitwiseCopyable {
  /// What the sessions of a group have in common.
  enum Grouping {
    /// Outside address, protocol and outside port, as asked or not stated.
    case port
    case outside
    case destination
  }

  var start: Int64
  /// After ``start``.
  var end: Int64
  var outside: UInt32 = 0
  var destination: UInt32 = 0
  var port: UInt16 = 0
  var destinationPort: UInt16 = 0
  var proto: UInt8 = 0
  private var traits: Traits = []

  /// What else there is to say, in one octet.
  private struct Traits: OptionSet, BitwiseCopyable {
    let rawValue: UInt8
    static let needsDestination = Traits(rawValue: 1)
    static let isAnswerable = Traits(rawValue: 2)
    static let matchesNothing = Traits(rawValue: 4)
  }

  /// True if something that the request states is kept.
  var isAnswerable: Bool { traits.contains(.isAnswerable) }
  /// True if an address that must match does not occur at all.
  var matchesNothing: Bool { traits.contains(.matchesNothing) }
  /// The instants asked about.
  var window: TimeSpan {
    TimeSpan(start: Timestamp(nanoseconds: start), end: Timestamp(nanoseconds: end))
  }

  /// The filter of a request over sessions of which this much may be looked at.
  init(
    _ request: Request, _ storage: SessionStore.Storage,
    _ visibility: AttributionIndex.Visibility
  ) {
    let window = request.window
    start = window.start.nanoseconds
    end = max(window.end, window.start.advanced(by: 1)).nanoseconds
    proto = request.proto?.rawValue ?? 0
    port = request.outsidePort ?? 0
    if visibility == .connections { traits.insert(.needsDestination) }
    if request.outside != nil || (request.destination != nil && visibility != .bindings) {
      traits.insert(.isAnswerable)
    }
    if let address = request.outside {
      outside = storage.columns.addresses.find(address) ?? 0
      if outside == 0 { traits.insert(.matchesNothing) }
    }
    guard visibility != .bindings else { return }
    destinationPort = request.destinationPort ?? 0
    if let address = request.destination {
      destination = storage.columns.addresses.find(address) ?? .max
      // An address that no session states still matches the sessions that state none.
      if destination == .max, visibility != .all || outside == 0 { traits.insert(.matchesNothing) }
    }
  }

  /// True if every field that both hold is the same; reads only fields that were asked for.
  ///
  /// What all sessions of a group have in common is not read again.
  func matches(_ row: Int, _ storage: SessionStore.Storage, grouped: Grouping) -> Bool {
    func agrees<Value: BinaryInteger>(_ asked: Value, _ stated: @autoclosure () -> Value) -> Bool {
      guard asked != 0 else { return true }
      let value = stated()
      return value == 0 || asked == value
    }
    let needsDestination = traits.contains(.needsDestination)
    if needsDestination || destination != 0 {
      let stated = storage.columns.destination[row]
      if stated == 0 ? needsDestination : destination != 0 && destination != stated {
        return false
      }
    }
    let hasOutside =
      grouped != .destination || outside == 0 || storage.columns.outside[row] == outside
    let hasPort =
      grouped == .port
      || (agrees(port, storage.columns.outsidePort[row])
        && agrees(proto, storage.columns.proto[row]))
    return hasOutside && hasPort && agrees(destinationPort, storage.columns.destinationPort[row])
  }

  /// Where in an index the request reads, in the order of the index; what does not fit is cut.
  var readingOrder: UInt64 {
    let address = UInt64(outside == 0 ? destination : outside)
    let port = UInt64(proto) << 16 | UInt64(port)
    return address << 40 | port << 16 | UInt64(truncatingIfNeeded: start >> 36) & 0xffff
  }
}
