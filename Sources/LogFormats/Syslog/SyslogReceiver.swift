package import NATModel

/// Turns syslog messages that arrive one by one into events, sender by sender.
///
/// The dialect of a sender is decided by its first messages, which are held until then; a sender
/// whose messages are in no dialect is passed over. A message that states no time takes that of its
/// arrival. Dialects whose records take several lines are not received.
package final class SyslogReceiver {
  /// Where a message comes from and when it came.
  package struct Arrival: Sendable {
    /// Number of the packet in its file, from 1.
    package var packet: UInt64
    /// When it was captured, and the resolution of that in nanoseconds.
    package var time: Timestamp
    package var resolution: UInt32

    /// An arrival from its parts.
    package init(packet: UInt64, time: Timestamp, resolution: UInt32) {
      self.packet = packet
      self.time = time
      self.resolution = resolution
    }
  }

  /// What was received of one sender.
  package struct Sender: Sendable, Equatable {
    /// Its address.
    package var address: IPAddress
    /// Id of its dialect, or `nil` if none fits.
    package var dialect: String?
    /// Messages.
    package var lines: UInt64 = 0
    /// Messages without an event of interest.
    package var skipped: UInt64 = 0
    /// Events.
    package var events: UInt64 = 0
  }

  /// Events decoded since the caller last emptied this, in order.
  package var events: [Event] = []
  /// Messages that should have given an event and did not.
  package private(set) var rejects = RejectCounts()

  /// Senders kept; the messages of more are passed over.
  private static let maximumSenders = 4096
  /// Octets held of all messages of senders whose dialect is not decided.
  private static let maximumHeld = 16 << 20
  private static let dialects = LogDialects.all.filter { !$0.linesHangTogether }

  private let file: UInt32
  private let year: Int?
  private let zone: ZoneRules
  private var states: [IPAddress: State] = [:]
  private var order: [IPAddress] = []
  private var held = 0

  private struct State {
    var sender: Sender
    var sniffer = DialectSniffer(dialects: SyslogReceiver.dialects)
    var dialect: (any LogDialect)?
    var isDecided = false
    var waiting: [(line: [UInt8], arrival: Arrival)] = []
    var context: LineContext
    var mapping: [TextID] = [.none]
  }

  /// A receiver for the input at a position in the list of inputs; year and zone are those of times
  /// that state none.
  package init(file: UInt32, year: Int? = nil, zone: ZoneRules = .utc) {
    self.file = file
    self.year = year
    self.zone = zone
  }

  private func context(at time: Timestamp) -> LineContext {
    LineContext(file: file, rules: TimeRules(year: year, reference: time, zone: zone))
  }

  /// Takes one message without its line break; an empty one is none.
  package func receive(
    _ line: Span<UInt8>, from address: IPAddress, _ arrival: Arrival, texts: inout TextTable
  ) {
    guard !line.isEmpty else { return }
    if states[address] == nil {
      guard order.count < SyslogReceiver.maximumSenders else { return }
      states[address] = State(
        sender: Sender(address: address), context: context(at: arrival.time))
      order.append(address)
    }
    guard var state = states.removeValue(forKey: address) else { return }
    defer { states[address] = state }
    state.sender.lines += 1
    if state.isDecided {
      parse(line, arrival, &state, &texts)
      return
    }
    state.sniffer.look(at: LineCursor(line))
    var copy: [UInt8] = []
    copy.reserveCapacity(line.count)
    for index in line.indices { copy.append(line[index]) }
    held += copy.count
    state.waiting.append((copy, arrival))
    if state.sniffer.isDone || held > SyslogReceiver.maximumHeld { decide(&state, &texts) }
  }

  /// Decides what is still open; to be called once, after the last message.
  package func finish(texts: inout TextTable) -> [Sender] {
    for address in order {
      guard var state = states.removeValue(forKey: address) else { continue }
      if !state.isDecided { decide(&state, &texts) }
      states[address] = state
    }
    return order.compactMap { states[$0]?.sender }
  }

  private func decide(_ state: inout State, _ texts: inout TextTable) {
    state.isDecided = true
    let waiting = state.waiting
    state.waiting = []
    held -= waiting.reduce(0) { $0 + $1.line.count }
    guard let (dialect, _) = try? state.sniffer.decide(name: "") else {
      state.sender.skipped += UInt64(waiting.count)
      return
    }
    state.dialect = dialect
    state.sender.dialect = dialect.id
    for (line, arrival) in waiting { parse(line.span, arrival, &state, &texts) }
  }

  private func parse(
    _ line: Span<UInt8>, _ arrival: Arrival, _ state: inout State, _ texts: inout TextTable
  ) {
    guard let dialect = state.dialect else {
      state.sender.skipped += 1
      return
    }
    // Which year a time is of follows from when its message came; the rule reaches one day.
    if arrival.time.since(state.context.rules.reference).magnitude > 43_200_000_000_000 {
      state.context = context(at: arrival.time)
      state.mapping = [.none]
    }
    state.context.location.record = arrival.packet
    state.context.events.removeAll(keepingCapacity: true)
    do throws(LineFault) {
      if case .skipped = try dialect.parse(LineCursor(line), into: &state.context) {
        state.sender.skipped += 1
      }
    } catch {
      var excerpt: [UInt8] = []
      for index in 0..<min(160, line.count) { excerpt.append(line[index]) }
      rejects.add(
        RejectCounts.Example(
          reason: error.reason, location: state.context.location, offset: 0, excerpt: excerpt))
    }
    state.sender.events += UInt64(state.context.events.count)
    // Texts of the sender are numbered on their own; only new ones are looked up.
    for id in state.mapping.count..<max(state.mapping.count, state.context.texts.count) {
      let text = Array(state.context.texts.bytes(of: TextID(rawValue: UInt32(id))))
      state.mapping.append(texts.intern(text.span))
    }
    for var event in state.context.events {
      event.realm = state.mapping[Int(event.realm.rawValue)]
      event.exporter = state.mapping[Int(event.exporter.rawValue)]
      event.subscriber = state.mapping[Int(event.subscriber.rawValue)]
      event.host = state.mapping[Int(event.host.rawValue)]
      event.label = state.mapping[Int(event.label.rawValue)]
      if !event.fields.contains(.time) {
        event.time = arrival.time
        event.resolution = arrival.resolution
        event.fields.insert(.time)
      }
      events.append(event)
    }
  }
}
