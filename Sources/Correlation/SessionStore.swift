package import NATModel
import Synchronization

/// Sessions in columns, in order of start and then of their place in the input.
///
/// Copies share the columns and the orders built over them for searching. Rows are read field by
/// field or, with ``subscript(_:)``, as a ``Session`` made on demand; every field is read in O(1).
package struct SessionStore: Sendable {
  /// The columns and, once asked for, the orders over them.
  ///
  /// An order is built once; two threads that build it at once build the same, and one is kept.
  final class Storage: Sendable {
    let columns: SessionColumns
    private let port = AtomicLazyReference<SessionOrder>()
    private let outside = AtomicLazyReference<SessionOrder>()
    private let destination = AtomicLazyReference<SessionOrder>()

    init(_ columns: SessionColumns) { self.columns = columns }

    /// Sessions by outside address, then protocol, then outside port.
    var byPort: SessionOrder { port.load() ?? built().port }

    /// Sessions by outside address.
    var byOutside: SessionOrder { outside.load() ?? built().outside }

    private func built() -> (outside: SessionOrder, port: SessionOrder) {
      let made = SessionOrder.byOutsideAndPort(columns)
      return (outside.storeIfNil(made.outside), port.storeIfNil(made.port))
    }

    /// Sessions by destination address.
    var byDestination: SessionOrder {
      destination.load()
        ?? destination.storeIfNil(SessionOrder.byAddress(columns, columns.destination))
    }

    /// Octets of the orders that were built.
    var searchOctets: Int {
      [port.load(), outside.load(), destination.load()].reduce(0) { $0 + ($1?.octets ?? 0) }
    }
  }

  let storage: Storage

  /// An empty store.
  package init() { storage = Storage(SessionColumns()) }

  /// A store that shares columns and orders.
  init(sharing storage: Storage) { self.storage = storage }

  /// A store of sessions, put in order here.
  /// - Complexity: O(n log n).
  package init(_ sessions: [Session]) {
    var columns = SessionColumns()
    for session in sessions { columns.append(session) }
    self.init(columns)
  }

  /// A store of columns, put in order here.
  /// - Complexity: O(n).
  package init(_ columns: SessionColumns) {
    var sorted = columns
    sorted.sort()
    storage = Storage(sorted)
  }

  /// Number of sessions.
  package var count: Int { storage.columns.count }

  /// The session at a position.
  ///
  /// Read field by field from the shared columns: a method of theirs would count a reference to each,
  /// and threads that read at the same time would wait for each other's counts.
  package subscript(_ position: Int) -> Session {
    Session(
      span: span(at: position),
      knowledge: SpanKnowledge(rawValue: storage.columns.knowledge[position]),
      resolution: storage.columns.resolution[position], subscriber: subscriber(at: position),
      realm: realm(at: position), inside: inside(at: position),
      insidePort: insidePort(at: position), outside: outside(at: position),
      outsidePort: outsidePort(at: position), destination: destination(at: position),
      destinationPort: destinationPort(at: position), proto: proto(at: position),
      host: host(at: position), bytes: storage.columns.bytes[position],
      location: SourceLocation(
        file: storage.columns.file[position], record: storage.columns.record[position]))
  }

  /// The addresses that sessions refer to by number.
  package var addresses: AddressTable { storage.columns.addresses }

  /// When the session at a position was held.
  package func span(at position: Int) -> TimeSpan {
    storage.span(position)
  }

  /// Who held the session at a position.
  package func subscriber(at position: Int) -> SubscriberID {
    SubscriberID(rawValue: storage.columns.subscriber[position])
  }

  /// The inside address at a position, if stated.
  package func inside(at position: Int) -> IPAddress? {
    storage.columns.addresses.address(storage.columns.inside[position])
  }

  /// The outside address at a position, if stated.
  package func outside(at position: Int) -> IPAddress? {
    storage.columns.addresses.address(storage.columns.outside[position])
  }

  /// The destination address at a position, if stated.
  package func destination(at position: Int) -> IPAddress? {
    storage.columns.addresses.address(storage.columns.destination[position])
  }

  /// The number of the inside address at a position, 0 if not stated.
  package func insideNumber(at position: Int) -> UInt32 { storage.columns.inside[position] }

  /// The number of the outside address at a position, 0 if not stated.
  package func outsideNumber(at position: Int) -> UInt32 { storage.columns.outside[position] }

  /// The number of the destination address at a position, 0 if not stated.
  package func destinationNumber(at position: Int) -> UInt32 {
    storage.columns.destination[position]
  }

  /// The inside port at a position, 0 if not stated.
  package func insidePort(at position: Int) -> UInt16 { storage.columns.insidePort[position] }

  /// The outside port at a position, 0 if not stated.
  package func outsidePort(at position: Int) -> UInt16 { storage.columns.outsidePort[position] }

  /// The destination port at a position, 0 if not stated.
  package func destinationPort(at position: Int) -> UInt16 {
    storage.columns.destinationPort[position]
  }

  /// The protocol at a position.
  package func proto(at position: Int) -> TransportProtocol {
    TransportProtocol(rawValue: storage.columns.proto[position])
  }

  /// Address space of the inside address at a position.
  package func realm(at position: Int) -> TextID {
    TextID(rawValue: storage.columns.realm[position])
  }

  /// The device whose record the session at a position is, or ``TextID/none``.
  package func exporter(at position: Int) -> TextID {
    TextID(rawValue: storage.columns.exporter[position])
  }

  /// True if all sessions are records of one device, or of devices that do not say who they are.
  package var hasOneExporter: Bool { storage.columns.exporter.uniform != nil }

  /// The host name at a position, or ``TextID/none``.
  package func host(at position: Int) -> TextID { TextID(rawValue: storage.columns.host[position]) }

  /// Octets that the sessions take, without addresses and without the orders for searching.
  package var octets: Int { storage.columns.octets }

  /// Octets that the orders for searching take; they are made when first needed.
  package var searchOctets: Int { storage.searchOctets }

  /// True if every session states a destination.
  ///
  /// O(n / 256).
  package var allStateDestination: Bool { count == 0 || storage.columns.destination.minimum != 0 }

  /// True if at least one session states an outside address; O(1) unless sessions are mixed.
  package var statesOutside: Bool {
    if let uniform = storage.columns.outside.uniform { return count > 0 && uniform != 0 }
    return true
  }

  /// True if at least one session states a destination.
  package var statesDestination: Bool {
    if let uniform = storage.columns.destination.uniform { return count > 0 && uniform != 0 }
    return true
  }

  /// True if at least one session has a host name.
  package var statesHost: Bool {
    if let uniform = storage.columns.host.uniform { return count > 0 && uniform != 0 }
    return true
  }
}
