import NATModel

/// Where the values of a record stand.
extension Zeek {
  /// Which log a record is of.
  enum Table: UInt8 {
    case other, connection, lookup, encryption
  }

  /// The columns that are read; the raw value stands in ``LineContext/columns``, behind the table.
  enum Column: UInt8, CaseIterable {
    case other, time, originAddress, originPort, responseAddress, responsePort, proto, number
    case duration, originBytes, responseBytes, originPackets, originPacketBytes
    case responsePackets, responsePacketBytes
    case query, queryType, answers, serverName, version

    /// The column of a name in a header or a JSON object.
    init(_ line: LineCursor, _ name: Range<Int>) {
      for (text, column) in Column.names where line.equals(name, text) {
        self = column
        return
      }
      self = .other
    }

    private static let names: [(StaticString, Column)] = [
      ("ts", .time), ("id.orig_h", .originAddress), ("id.orig_p", .originPort),
      ("id.resp_h", .responseAddress), ("id.resp_p", .responsePort), ("proto", .proto),
      ("ip_proto", .number), ("duration", .duration), ("orig_bytes", .originBytes),
      ("resp_bytes", .responseBytes), ("orig_pkts", .originPackets),
      ("orig_ip_bytes", .originPacketBytes), ("resp_pkts", .responsePackets),
      ("resp_ip_bytes", .responsePacketBytes), ("query", .query), ("qtype_name", .queryType),
      ("answers", .answers), ("server_name", .serverName), ("version", .version),
    ]
  }

  /// More columns than any log has.
  private static let mostColumns = 200

  /// The table and columns of a header of several lines; empty without `#fields`.
  static func columns(_ header: LineCursor) -> [UInt8] {
    var header = header
    var table = Table.other
    var columns: [UInt8] = []
    while var line = header.readLine() {
      if line.skip("#path\t") {
        let path = line.position..<line.end
        if line.equals(path, "conn") { table = .connection }
        if line.equals(path, "dns") { table = .lookup }
        if line.equals(path, "ssl") { table = .encryption }
      } else if line.skip("#fields\t") {
        columns = []
        while columns.count < mostColumns {
          let end = line.find(0x09) ?? line.end
          columns.append(Column(line, line.position..<end).rawValue)
          guard end < line.end else { break }
          line.seek(to: end + 1)
        }
      }
    }
    return columns.isEmpty ? [] : [table.rawValue] + columns
  }

  /// The values of one record that are set.
  struct Record {
    private(set) var table = Table.other
    private var values = [Range<Int>](repeating: 0..<0, count: Column.allCases.count)

    /// The range of a value, or `nil` if it is not set.
    subscript(_ column: Column) -> Range<Int>? {
      let range = values[Int(column.rawValue)]
      return range.isEmpty ? nil : range
    }

    /// Splits a line at its tabs.
    ///
    /// Throws `missingField` without a header before it, or if it has fewer columns than that.
    init(_ line: LineCursor, columns: [UInt8]) throws(LineFault) {
      guard columns.count > 1 else { throw LineFault(.missingField) }
      table = Table(rawValue: columns[0]) ?? .other
      guard table != .other else { return }
      var line = line
      var index = 1
      while true {
        let end = line.find(0x09) ?? line.end
        let range = line.position..<end
        if !line.equals(range, "-"), !line.equals(range, "(empty)") {
          values[Int(columns[index])] = range
        }
        index += 1
        guard end < line.end, index < columns.count else { break }
        line.seek(to: end + 1)
      }
      guard index == columns.count else { throw LineFault(.missingField) }
    }

    /// Reads a JSON object; which log it is of is told by its keys.
    init(json line: LineCursor) throws(LineFault) {
      var rest = line
      guard rest.beginObject() else { throw LineFault(.malformedRecord) }
      while let (key, value) = try rest.readMember() {
        switch value {
        case .string(let range, _), .nested(let range), .word(let range):
          values[Int(Column(line, key).rawValue)] = line.equals(range, "null") ? 0..<0 : range
        }
        if line.equals(key, "conn_state") { table = .connection }
        if line.equals(key, "trans_id") { table = .lookup }
        if line.equals(key, "server_name"), table == .other { table = .encryption }
      }
      rest.skipBlanks()
      guard rest.isAtEnd else { throw LineFault(.malformedRecord) }
    }

    /// The time; throws `malformedTime` for none.
    func time(_ line: LineCursor) throws(LineFault) -> Timestamp {
      guard let range = self[.time] else { throw LineFault(.malformedTime) }
      var part = line.part(range)
      if let (clock, end) = ClockText.readISO(part), end == range.upperBound,
        let offset = clock.offset, let year = clock.year,
        let time = Timestamp(
          year: year, month: clock.month, day: clock.day, hour: clock.hour, minute: clock.minute,
          second: clock.second, nanosecond: clock.nanosecond, offsetSeconds: offset)
      {
        return time
      }
      let time = try part.readEpoch().time
      guard part.isAtEnd else { throw LineFault(.malformedTime) }
      return time
    }

    /// An address that must be set.
    func address(_ column: Column, _ line: LineCursor) throws(LineFault) -> IPAddress {
      guard let range = self[column] else { throw LineFault(.missingField) }
      return try line.address(in: range)
    }

    /// The protocol by number, else by name; `nil` if neither is known.
    func proto(_ line: LineCursor, isIPv4: Bool) throws(LineFault) -> TransportProtocol? {
      if let range = self[.number] {
        let number = try line.number(in: range)
        guard number <= 255 else { throw LineFault(.malformedNumber) }
        return TransportProtocol(rawValue: UInt8(truncatingIfNeeded: number))
      }
      guard let range = self[.proto] else { return nil }
      if line.equals(range, "tcp") { return .tcp }
      if line.equals(range, "udp") { return .udp }
      if line.equals(range, "icmp") { return isIPv4 ? .icmp : .icmpv6 }
      return nil
    }

    /// The sum of two counters, saturating; `nil` unless both are set.
    func sum(_ first: Column, _ second: Column, _ line: LineCursor) throws(LineFault) -> UInt64? {
      guard let first = self[first], let second = self[second] else { return nil }
      let (sum, overflow) = try line.number(in: first).addingReportingOverflow(
        try line.number(in: second))
      return overflow ? .max : sum
    }
  }
}
