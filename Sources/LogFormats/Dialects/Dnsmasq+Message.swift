import NATModel

/// What one line says, and the chain of lines it stands in.
extension Dnsmasq {
  /// A query or one line of an answer.
  struct Message {
    /// True for a query.
    let isQuery: Bool
    /// The name asked for or answered.
    let name: Range<Int>
    /// The client after `from`, or the value after `is`.
    let value: Range<Int>
    /// The number of the query, where the log has it.
    private(set) var serial: UInt64?
    /// The client: in front of the message or, in a query, behind it.
    private(set) var client: IPAddress?

    /// Reads what follows the tag; `nil` if it is neither a query nor an answer.
    ///
    /// The cursor is moved behind the serial and client.
    @_lifetime(line: copy line)
    init?(_ line: inout LineCursor) {
      var copy = line
      if let number = try? copy.readNumber(), copy.skip(0x20),
        let address = try? copy.readAddress(before: UInt8(ascii: "/")), copy.skip("/"),
        (try? copy.readPort()) != nil, copy.skip(0x20)
      {
        serial = number
        client = address
        line.seek(to: copy.position)
      }
      copy = line
      isQuery = copy.skip("query[")
      if isQuery {
        guard copy.skipPast("] ") else { return nil }
      } else {
        guard
          copy.skip("reply ") || copy.skip("cached ") || copy.skip("config ")
            || copy.skip("cached-stale ") || copy.skip("/etc/hosts ")
        else { return nil }
      }
      name = copy.position..<copy.endOfToken()
      copy.seek(to: name.upperBound)
      guard !name.isEmpty, copy.skip(isQuery ? " from " : " is ") else { return nil }
      value = copy.position..<copy.endOfToken()
      if isQuery, client == nil { client = try? copy.address(in: value) }
    }

    /// The address answered, or `nil` for another type.
    func address(in line: LineCursor) -> IPAddress? { try? line.address(in: value) }
  }

  /// The answer that the lines of a record are part of.
  struct Chain {
    /// The name that was asked for.
    private(set) var asked = 0..<0
    private var serial: UInt64?
    private var client: IPAddress?
    private var last = 0..<0
    private var lastIsAlias = false

    /// No answer.
    init() {}

    /// The answer to a query, which its next line is about.
    init(asking query: Message) {
      asked = query.name
      serial = query.serial
      client = query.client
      last = query.name
    }

    /// Takes the next line of an answer, which may begin another chain; returns whose it is.
    mutating func client(of message: Message, in line: LineCursor) -> IPAddress? {
      let isSame =
        !asked.isEmpty && message.serial == serial
        && (serial == nil || message.client == client)
        && (lastIsAlias
          || last.count == message.name.count
            && ByteSearch.equal(
              line.bytes, at: last.lowerBound, line.bytes, at: message.name.lowerBound,
              count: last.count))
      if !isSame {
        asked = message.name
        serial = message.serial
        client = message.client
      }
      last = message.name
      lastIsAlias = line.equals(message.value, "<CNAME>")
      return client
    }
  }
}
