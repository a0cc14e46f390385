package import NATModel

/// Turns RADIUS accounting packets into assignments of inside addresses and port blocks.
///
/// - A Start begins an assignment of each framed address; an interim update begins one whose Start
///   was not seen, at its time less Acct-Session-Time; a Stop ends it.
/// - Accounting-On and -Off end all sessions of the device (RFC 2866 section 5.1).
/// - A lost Stop shows when the address is given to another session: the next assignment ends the
///   one before, which is left to correlation; here it is counted.
/// - The same request sent again gives nothing: identifier and authenticator are the same, or
///   session, status and time are (Acct-Delay-Time makes a new authenticator, RFC 2866 section 5.2).
/// - The time is Event-Timestamp, else the time of arrival less Acct-Delay-Time.
package final class RADIUSAccounting {
  /// Events decoded since the caller last emptied this, in order.
  package var events: [Event] = []
  /// What the packets were.
  package private(set) var statistics = RADIUSStatistics()

  /// Sessions kept at once; one takes about 200 octets.
  static let maximumSessions = 1 << 18
  /// Requests remembered to recognise one that is sent again.
  static let maximumRequests = 1 << 16

  private let file: UInt32
  private var sessions: [SessionKey: Session] = [:]
  private var holders: [IPAddress: SessionKey] = [:]
  private var serial: UInt64 = 0
  private var recent: Set<RequestKey> = []
  private var recentOrder: [RequestKey] = []

  private struct SessionKey: Hashable {
    var device: TextID
    var session: [UInt8]
  }

  private struct Session {
    var subscriber: TextID
    var addresses: [IPAddress]
    var status: RADIUSRecord.Status
    var time: Timestamp
    var sessionSeconds: UInt32?
    var isStopped = false
    var serial: UInt64
  }

  private struct RequestKey: Hashable {
    var source: IPAddress
    var port: UInt16
    var identifier: UInt8
    var high: UInt64
    var low: UInt64
  }

  /// What is known of a packet beside its octets.
  package struct Arrival: Sendable {
    /// Number of the packet in its file, from 1.
    package var packet: UInt64
    /// When it was captured, and the resolution of that in nanoseconds.
    package var time: Timestamp
    package var resolution: UInt32
    /// The device, as the sender.
    package var source: IPAddress
    /// Its port.
    package var port: UInt16

    /// An arrival from its parts.
    package init(
      packet: UInt64, time: Timestamp, resolution: UInt32, source: IPAddress, port: UInt16
    ) {
      self.packet = packet
      self.time = time
      self.resolution = resolution
      self.source = source
      self.port = port
    }
  }

  /// An accounting reader for the input at a position in the list of inputs.
  package init(file: UInt32) { self.file = file }

  /// True if the octets can be a RADIUS packet: a known code, a length that fits.
  package static func canBegin(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count >= 20 else { return false }
    let length = Int(bytes.network16(at: 2))
    return (1...5).contains(bytes[0]) || (11...13).contains(bytes[0])
      || (40...45).contains(bytes[0]) ? length >= 20 && length <= bytes.count : false
  }

  /// Takes one packet; returns why it could not be read, or `nil`.
  package func decode(
    _ packet: Span<UInt8>, _ arrival: Arrival, texts: inout TextTable
  ) -> RejectReason? {
    do throws(RADIUSFault) {
      let length = try RADIUSRecord.length(packet)
      statistics.codes[packet[0], default: 0] += 1
      guard packet[0] == 4 else { return nil }
      let request = RequestKey(
        source: arrival.source, port: arrival.port, identifier: packet[1],
        high: packet.network64(at: 4), low: packet.network64(at: 12))
      guard remember(request) else {
        statistics.retransmissions += 1
        return nil
      }
      let record = try RADIUSRecord(packet.extracting(0..<length))
      try take(record, arrival, &texts)
      return nil
    } catch {
      return error.reason
    }
  }

  /// Counts what is still open; to be called once, after the last packet.
  package func finish() {
    statistics.openAtEnd = UInt64(sessions.values.count { !$0.isStopped })
  }

  // MARK: - Records

  private func take(
    _ record: RADIUSRecord, _ arrival: Arrival, _ texts: inout TextTable
  ) throws(RADIUSFault) {
    guard let status = record.status else { return }
    var common = Event(.assignmentStart)
    common.location = SourceLocation(file: file, record: arrival.packet)
    common.fields = [.time]
    if let seconds = record.eventSeconds, let time = Timestamp(seconds: Int64(seconds)) {
      common.time = time
      common.resolution = 1_000_000_000
    } else {
      common.time = arrival.time.advanced(by: -Int64(record.delaySeconds) * 1_000_000_000)
      common.resolution = record.delaySeconds == 0 ? arrival.resolution : 1_000_000_000
    }
    let device =
      record.device.isEmpty
      ? texts.intern("\(record.deviceAddress ?? arrival.source)")
      : texts.intern(record.device.span)
    common.exporter = device
    if status == .accountingOn || status == .accountingOff {
      return endAll(of: device, common)
    }
    let subscriber = record.user.isEmpty ? record.caller : record.user
    if !subscriber.isEmpty {
      common.subscriber = texts.intern(subscriber.span)
      common.fields.insert(.subscriber)
    }
    let key = SessionKey(device: device, session: record.session)
    let known = sessions[key]
    if let known, repeats(record, status, common.time, known) {
      statistics.retransmissions += 1
      return
    }
    switch status {
    case .start: statistics.starts += 1
    case .stop: statistics.stops += 1
    default: statistics.interims += 1
    }
    assign(record, status, common, key, known)
    for block in record.blocks {
      try addBlock(block, status, record.addresses.first ?? known?.addresses.first, common)
    }
  }

  /// True if a record was seen before, sent again after its delay had grown.
  private func repeats(
    _ record: RADIUSRecord, _ status: RADIUSRecord.Status, _ time: Timestamp, _ known: Session
  ) -> Bool {
    guard !record.session.isEmpty, status == known.status,
      record.sessionSeconds == known.sessionSeconds
    else { return false }
    let distance = time.since(known.time)
    return distance > -2_000_000_000 && distance < 2_000_000_000
  }

  private func assign(
    _ record: RADIUSRecord, _ status: RADIUSRecord.Status, _ common: Event, _ key: SessionKey,
    _ known: Session?
  ) {
    let live = known.flatMap { $0.isStopped ? nil : $0 }
    if live == nil, status != .start { statistics.lostStarts += 1 }
    // A Stop may leave out the address that its Start gave.
    let addresses = record.addresses.isEmpty ? live?.addresses ?? [] : record.addresses
    if common.subscriber != .none || live != nil {
      for address in addresses {
        noteHolder(of: address, key, status)
        if status == .interim, live?.addresses.contains(address) == true { continue }
        var event = common
        if event.subscriber == .none, let live, live.subscriber != .none {
          event.subscriber = live.subscriber
          event.fields.insert(.subscriber)
        }
        event.kind = status == .stop ? .assignmentStop : .assignmentStart
        event.inside = address
        event.fields.insert(.inside)
        if status != .start, let seconds = record.sessionSeconds {
          event.start = event.time.advanced(by: -Int64(seconds) * 1_000_000_000)
          event.fields.insert(.start)
        }
        events.append(event)
      }
    }
    guard !key.session.isEmpty else { return }
    serial += 1
    sessions[key] = Session(
      subscriber: common.subscriber == .none ? live?.subscriber ?? .none : common.subscriber,
      addresses: addresses, status: status, time: common.time,
      sessionSeconds: record.sessionSeconds, isStopped: status == .stop, serial: serial)
    if sessions.count > RADIUSAccounting.maximumSessions { evictSessions() }
  }

  /// Keeps who has an address, to notice that somebody else's Stop never came.
  private func noteHolder(
    of address: IPAddress, _ key: SessionKey, _ status: RADIUSRecord.Status
  ) {
    if status == .stop {
      if holders[address] == key { holders[address] = nil }
      return
    }
    if let before = holders[address], before != key, sessions[before]?.isStopped == false {
      statistics.lostStops += 1
      sessions[before]?.isStopped = true
    }
    if holders.count < RADIUSAccounting.maximumSessions || holders[address] != nil {
      holders[address] = key
    }
  }

  private func endAll(of device: TextID, _ common: Event) {
    let ended = sessions.filter { $0.key.device == device && !$0.value.isStopped }
      .sorted { $0.value.serial < $1.value.serial }
    for (key, session) in ended {
      statistics.endedByDevice += 1
      sessions[key]?.isStopped = true
      for address in session.addresses {
        if holders[address] == key { holders[address] = nil }
        var event = common
        event.kind = .assignmentStop
        event.inside = address
        event.fields.insert(.inside)
        if session.subscriber != .none {
          event.subscriber = session.subscriber
          event.fields.insert(.subscriber)
        }
        events.append(event)
      }
    }
  }

  private func addBlock(
    _ block: RADIUSRecord.Block, _ status: RADIUSRecord.Status, _ address: IPAddress?,
    _ common: Event
  ) throws(RADIUSFault) {
    guard let outside = block.outside, let first = block.first, let last = block.last,
      let inside = block.inside ?? address
    else { throw RADIUSFault(reason: .missingField) }
    guard first <= last, last <= 65535 else { throw RADIUSFault(reason: .portOutOfRange) }
    var event = common
    switch block.isAllocated {
    case true?: event.kind = .blockAllocate
    case false?: event.kind = .blockRelease
    case nil:
      event.kind =
        status == .start ? .blockAllocate : status == .stop ? .blockRelease : .blockInterim
    }
    event.inside = inside
    event.outside = outside
    event.outsidePort = UInt16(first)
    event.outsidePortLast = UInt16(last)
    event.fields.formUnion([.inside, .outside, .outsidePort, .outsidePortLast])
    events.append(event)
  }

  // MARK: - Bounds

  /// Remembers a request; false if it was seen before.
  private func remember(_ request: RequestKey) -> Bool {
    guard recent.insert(request).inserted else { return false }
    recentOrder.append(request)
    if recentOrder.count > RADIUSAccounting.maximumRequests {
      let half = recentOrder.count / 2
      for old in recentOrder[..<half] { recent.remove(old) }
      recentOrder.removeFirst(half)
    }
    return true
  }

  /// Forgets the older half of the sessions.
  private func evictSessions() {
    let serials = sessions.values.map(\.serial).sorted()
    let limit = serials[serials.count / 2]
    for (key, session) in sessions where session.serial < limit {
      sessions[key] = nil
      if !session.isStopped { statistics.evicted += 1 }
      for address in session.addresses where holders[address] == key { holders[address] = nil }
    }
  }
}
