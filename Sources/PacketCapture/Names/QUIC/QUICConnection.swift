/// What is known of the hello of one QUIC connection.
struct QUICConnection: StoredStream {
  /// The keys of the client's Initials.
  private(set) var keys: QUICInitialKeys
  /// Who sent them.
  let client: FlowKey.Side
  /// When the first of them came.
  let context: NameReader.Context
  /// The client's handshake bytes.
  var stream = StreamPrefix(start: 0)
  /// True once the hello was read, or cannot be read any more.
  private(set) var isDone = false
  /// The client's own connection id.
  private let clientID: [UInt8]
  /// The id that the server last asked the client to send to.
  private var serverID: [UInt8]?
  /// An id under which an Initial could not be opened, so that it is not tried again and again.
  private var failedID: [UInt8]?
  private var largestNumber: Int

  /// Bytes held.
  var size: Int { isDone ? 0 : stream.size }
  /// True while its hello is still to come.
  var isUnfinished: Bool { !isDone }

  /// The connection that an Initial opens, with its pieces of handshake, or `nil` if it opens none.
  static func begin(
    _ bytes: Span<UInt8>, _ header: QUICLongHeader, _ client: FlowKey.Side,
    _ context: NameReader.Context
  ) -> QUICConnection? {
    let id = [UInt8](bytes, header.destination)
    for version in QUICVersion.candidates(number: header.version) {
      let keys = QUICInitialKeys(version, connectionID: id)
      guard let (payload, number) = keys.open(bytes, header, largest: -1) else { continue }
      var connection = QUICConnection(
        keys: keys, client: client, context: context, clientID: [UInt8](bytes, header.source),
        largestNumber: number)
      guard QUICFrames.collect(payload.span, into: &connection.stream) else { return nil }
      return connection
    }
    return nil
  }

  private init(
    keys: QUICInitialKeys, client: FlowKey.Side, context: NameReader.Context, clientID: [UInt8],
    largestNumber: Int
  ) {
    self.keys = keys
    self.client = client
    self.context = context
    self.clientID = clientID
    self.largestNumber = largestNumber
  }

  /// What an Initial of the client turned out to be.
  enum Answer: Equatable {
    /// Its pieces of handshake were taken.
    case taken
    /// It belongs to a connection whose hello is known.
    case known
    /// The keys do not fit: another connection may begin here.
    case foreign
  }

  /// Takes one more Initial that the client sent.
  mutating func take(_ bytes: Span<UInt8>, _ header: QUICLongHeader) -> Answer {
    if isDone {
      let isOurs =
        header.destination.isEqual(keys.connectionID, in: bytes)
        || (!clientID.isEmpty && header.source.isEqual(clientID, in: bytes))
        || header.destination.isEqual(serverID, in: bytes)
        || header.destination.isEqual(failedID, in: bytes)
      return isOurs ? .known : .foreign
    }
    // The server may have chosen another version (RFC 9368 section 2.3): the id stays the first one.
    let candidates = QUICVersion.candidates(number: header.version)
    var current = keys
    if let first = candidates.first, !candidates.contains(keys.version) {
      current = QUICInitialKeys(first, connectionID: keys.connectionID)
    }
    guard let (payload, number) = current.open(bytes, header, largest: largestNumber) else {
      return .foreign
    }
    keys = current
    largestNumber = max(largestNumber, number)
    if !QUICFrames.collect(payload.span, into: &stream) { finish() }
    return .taken
  }

  /// Notes the id under which the server, or its Retry (RFC 9000 section 17.2.5), wants to be
  /// reached.
  mutating func noteServer(_ bytes: Span<UInt8>, _ header: QUICLongHeader) {
    serverID = [UInt8](bytes, header.source)
  }

  /// Notes that no connection could be opened under an id.
  mutating func noteFailure(_ bytes: Span<UInt8>, _ header: QUICLongHeader) {
    failedID = [UInt8](bytes, header.destination)
  }

  /// Nothing more is expected; what was collected is let go.
  mutating func finish() {
    isDone = true
    stream = StreamPrefix(start: 0)
  }
}

extension Range<Int> {
  /// True if the bytes in this range are those given.
  fileprivate func isEqual(_ other: [UInt8]?, in bytes: Span<UInt8>) -> Bool {
    guard let other, other.count == count else { return false }
    for index in self where bytes[index] != other[index - lowerBound] { return false }
    return true
  }
}
