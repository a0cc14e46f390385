package import NATModel

/// Lease files of Kea, `kea-leases4.csv` and `kea-leases6.csv`: a journal with a header.
///
/// ```
/// address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,…
/// ```
///
/// - `expire` is seconds since 1970. A lease in state 0 began or went on at `expire - valid_lifetime`;
///   its expiry is only a promise. State 2 (reclaimed) ended at `expire`. State 1 (declined) is
///   skipped, and a lifetime of 0, which marks a lease as deleted without saying when.
/// - The subscriber is the hardware address, else the client's identifier, else the DUID.
/// - Delegated prefixes (`lease_type` other than 0) are skipped.
/// - Columns are found by the header; it may come again. A lease without a header before it is
///   rejected.
package struct KeaLeases: ReadOnlyDialect {
  package let id = "kea-csv"
  package let title = "Kea DHCP lease file"
  package let documentation = "Kea Administrator Reference Manual, Memfile lease storage"
  package let confidence = GrammarConfidence(.reference, isSeenInRealLines: true)
  package let kinds: [EventKind] = [.assignmentStart, .assignmentStop]
  package let linesHangTogether = true
  package let hasHeaders = true

  /// The columns that are read; the raw value stands in ``LineContext/columns``.
  private enum Column: UInt8 {
    case other, address, hardware, client, duid, lifetime, expire, type, state
  }

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    guard line.has("address,"), line.find(",valid_lifetime,expire,") != nil else { return .none }
    return Recognition(.strong, "the header of a Kea lease file")
  }

  package func role(of line: LineCursor) -> LineRole { line.has("address,") ? .header : .alone }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    if line.has("address,") {
      context.columns = columns(line)
      return .skipped
    }
    guard !line.isAtEnd else { return .skipped }
    guard !context.columns.isEmpty else { throw LineFault(.missingField) }
    var values = [Range<Int>](repeating: 0..<0, count: 9)
    var line = line
    var index = 0
    // A comma in a value is written as `&#x2c`.
    while index < context.columns.count {
      let end = line.find(UInt8(ascii: ",")) ?? line.end
      if let column = Column(rawValue: context.columns[index]) {
        values[Int(column.rawValue)] = line.position..<end
      }
      index += 1
      guard end < line.end else { break }
      line.seek(to: end + 1)
    }
    func value(_ column: Column) -> Range<Int> { values[Int(column.rawValue)] }
    guard index == context.columns.count else { throw LineFault(.missingField) }
    return try parse(line, value, &context)
  }

  private func parse(
    _ line: LineCursor, _ value: (Column) -> Range<Int>, _ context: inout LineContext
  ) throws(LineFault) -> LineOutcome {
    let address = try line.address(in: value(.address))
    let lifetime = try line.number(in: value(.lifetime))
    let expire = try line.number(in: value(.expire))
    let state = try line.number(in: value(.state))
    let type = value(.type).isEmpty ? 0 : try line.number(in: value(.type))
    guard state == 0 || state == 2, lifetime > 0, type == 0 else { return .skipped }
    guard expire >= lifetime, expire < 1 << 40,
      let end = Timestamp(seconds: Int64(expire)),
      let start = Timestamp(seconds: Int64(expire - lifetime))
    else { throw LineFault(.malformedTime) }
    let identity = [value(.hardware), value(.client), value(.duid)].first { !$0.isEmpty }
    guard let identity else { throw LineFault(.missingField) }
    var event = context.event(state == 0 ? .assignmentStart : .assignmentStop)
    event.time = state == 0 ? start : end
    event.resolution = 1_000_000_000
    event.inside = address
    event.subscriber = context.texts.intern(line.slice(identity.lowerBound, identity.upperBound))
    event.fields = [.time, .inside, .subscriber]
    context.addStamped(&event)
    return .events
  }

  /// The meaning of each column of a header.
  private func columns(_ line: LineCursor) -> [UInt8] {
    var line = line
    var found: [UInt8] = []
    while found.count < 64 {
      let end = line.find(UInt8(ascii: ",")) ?? line.end
      found.append(column(line, line.position..<end).rawValue)
      guard end < line.end else { break }
      line.seek(to: end + 1)
    }
    return found
  }

  private func column(_ line: LineCursor, _ name: Range<Int>) -> Column {
    if line.equals(name, "address") { return .address }
    if line.equals(name, "hwaddr") { return .hardware }
    if line.equals(name, "client_id") { return .client }
    if line.equals(name, "duid") { return .duid }
    if line.equals(name, "valid_lifetime") { return .lifetime }
    if line.equals(name, "expire") { return .expire }
    if line.equals(name, "lease_type") { return .type }
    if line.equals(name, "state") { return .state }
    return .other
  }
}
