import NATModel

/// What is known of one flow while its packets arrive.
struct FlowRecord: BitwiseCopyable {
  /// Endpoints and protocol.
  var key: FlowKey
  /// Time of the earliest packet.
  var start: Timestamp
  /// Time of the latest packet.
  var end: Timestamp
  /// Number of the first packet in the file, from 1.
  var firstPacket: UInt64
  /// IP octets, both directions.
  var bytes: UInt64 = 0
  /// Packets, both directions.
  var packets: UInt64 = 0
  /// When it was last moved to the end of its queue.
  var queuedAt: Timestamp
  /// Neighbours in the queue, by index; -1 for none.
  var previous: Int32 = -1
  var next: Int32 = -1
  /// Sequence number of the SYN of the initiator.
  var synSequence: UInt32 = 0
  /// Who began.
  var initiator: FlowKey.Side
  /// How that was told.
  var evidence: Evidence
  /// What was seen.
  var marks = Marks()
  /// Which queue of the table it waits in.
  var queue = FlowQueue.Kind.other
  /// Streams in which names are looked for.
  var streams = (low: StreamState(), high: StreamState())
  // What follows is not needed for every packet.
  /// Where the state of an HTTP/2 connection in clear text is kept.
  var http2: StreamTicket?
  /// The last name reported of this flow.
  var lastHost = TextID.none
  var lastSource = NameSource.none
  /// Softwire ends beside the low and the high endpoint; unspecified without DS-Lite.
  var outer = (low: IPAddress.unspecified, high: IPAddress.unspecified)

  /// How the initiator was told, weakest first.
  enum Evidence: UInt8, BitwiseCopyable {
    /// The first packet seen, or a well-known port.
    case guess
    /// It sent what only clients send: a ClientHello, an HTTP request.
    case message
    /// The TCP handshake.
    case handshake
  }

  /// Facts gathered from TCP flags.
  struct Marks: OptionSet, BitwiseCopyable {
    let rawValue: UInt8
    static let syn = Marks(rawValue: 1)
    static let finLow = Marks(rawValue: 2)
    static let finHigh = Marks(rawValue: 4)
    static let rst = Marks(rawValue: 8)
    static let sentLow = Marks(rawValue: 16)
    static let sentHigh = Marks(rawValue: 32)

    /// True once both sides closed or one reset.
    var isClosed: Bool { contains(.rst) || isSuperset(of: [.finLow, .finHigh]) }
  }

  /// The endpoint on a side.
  func endpoint(_ side: FlowKey.Side) -> (address: IPAddress, port: UInt16) {
    side == .low ? (key.low, key.lowPort) : (key.high, key.highPort)
  }
}
