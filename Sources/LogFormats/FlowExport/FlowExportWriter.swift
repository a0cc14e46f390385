package import NATModel

/// Writes events as export messages: IPFIX (an RFC 5655 file) or NetFlow v9, one after another.
///
/// A message holds at most ``messageLimit`` octets, so that each can be sent as one datagram. A
/// template is written before its first record. Times are cut to milliseconds, and to seconds where
/// the source had no finer ones. The export time of a message is the second after its latest event:
/// the same events give the same octets, whenever they are written. Subscribers and address spaces
/// are text, which only IPFIX can carry.
package struct FlowExportWriter: Sendable {
  /// What is written.
  package enum Format: String, CaseIterable, Sendable {
    /// RFC 7011.
    case ipfix
    /// RFC 3954.
    case netflow9
  }

  /// Most octets of a message: what fits an Ethernet frame (RFC 7011 section 10.3.3).
  package static let messageLimit = 1400

  private static let templateLimit = 2048

  /// Which protocol the messages are written in.
  package let format: Format
  private var message: [UInt8] = []
  private var records: UInt32 = 0
  private var written: UInt32 = 0
  private var templates: [WrittenLayout: Known] = [:]
  private var current: (layout: WrittenLayout, known: Known)?
  /// Where the set being written begins, or `nil` outside a set.
  private var setStart: Int?
  private var latest = Timestamp(nanoseconds: 0)
  /// Templates count as records in the header of NetFlow v9.
  private var definitions: UInt16 = 0

  private struct Known: Sendable {
    var id: UInt16
    var fields: [WrittenField]
    /// Octets without fields of variable length.
    var length: Int
  }

  /// A writer that has written nothing.
  package init(_ format: Format) { self.format = format }

  /// The fields that reading would give back of an event, or `nil` if there is no record for it.
  package func fields(writing event: Event) -> EventFields? {
    guard let layout = WrittenLayout(event, hasTexts: format == .ipfix) else { return nil }
    var kept: EventFields = [.time, .inside]
    for field in layout.fields {
      switch field {
      case .startMilliseconds, .startSeconds:
        if event.start <= event.time { kept.insert(.start) }
      case .insidePort: kept.insert(.insidePort)
      case .outside4, .outside6: kept.insert(.outside)
      case .outsidePort: kept.insert(.outsidePort)
      case .rangeFirst: kept.formUnion([.outsidePort, .outsidePortLast])
      case .destination4, .destination6, .postDestination4: kept.insert(.destination)
      case .destinationPort, .postDestinationPort: kept.insert(.destinationPort)
      case .proto: kept.insert(.proto)
      case .flow: kept.insert(.session)
      case .totalOctets, .deltaOctets: kept.insert(.bytes)
      case .totalPackets, .deltaPackets: kept.insert(.packets)
      case .user: kept.insert(.subscriber)
      default: break
      }
    }
    if !kept.contains(.destination), event.kind == .sessionOpen || event.kind == .sessionClose {
      kept.insert(.binding)
    }
    return kept
  }

  /// Adds an event; false if there is no record for it.
  ///
  /// Messages are appended to the output as they get full; see ``finish(to:)``.
  package mutating func write(_ event: Event, texts: TextTable, to output: inout TextOutput)
    -> Bool
  {
    guard let layout = WrittenLayout(event, hasTexts: format == .ipfix) else { return false }
    if current?.layout != layout { select(layout, to: &output) }
    guard let known = current?.known else { return false }
    // A set's header may come before the record, and padding after it.
    let length = known.length + variableLength(event, known.fields, texts) + 4 + 3
    if message.count + length > FlowExportWriter.messageLimit { finish(to: &output) }
    beginMessage()
    if setStart == nil { beginSet(known.id) }
    for field in known.fields { write(field, of: event, texts) }
    records += 1
    latest = max(latest, event.time)
    return true
  }

  /// Ends the message being written, if it holds anything.
  package mutating func finish(to output: inout TextOutput) {
    guard !message.isEmpty else { return }
    endSet()
    let seconds = (latest.nanoseconds + 999_999_999) / 1_000_000_000
    let time = UInt32(clamping: seconds)
    switch format {
    case .ipfix:
      replace(UInt16(message.count), at: 2)
      replace(time, at: 4)
      replace(written, at: 8)
      written &+= records
    case .netflow9:
      replace(UInt16(clamping: records) &+ definitions, at: 2)
      replace(time, at: 8)
      replace(written, at: 12)
      written &+= 1
    }
    output.write(message[...])
    message.removeAll(keepingCapacity: true)
    records = 0
    definitions = 0
    latest = Timestamp(nanoseconds: 0)
  }

  // MARK: - Messages and sets

  private mutating func beginMessage() {
    guard message.isEmpty else { return }
    append(UInt16(format == .ipfix ? 10 : 9))
    message.append(contentsOf: repeatElement(0, count: format == .ipfix ? 14 : 18))
  }

  private mutating func beginSet(_ id: UInt16) {
    setStart = message.count
    append(id)
    append(UInt16(0))
  }

  private mutating func endSet() {
    guard let start = setStart else { return }
    // RFC 3954 section 5.3 wants sets to end on 32 bits.
    if format == .netflow9 { while message.count % 4 != 0 { message.append(0) } }
    replace(UInt16(message.count - start), at: start + 2)
    setStart = nil
  }

  /// Makes a layout the current one; writes its template if it has none yet.
  private mutating func select(_ layout: WrittenLayout, to output: inout TextOutput) {
    endSet()
    if let known = templates[layout] {
      current = (layout, known)
      return
    }
    let fields = layout.fields
    // Real logs have a few layouts; numbers are given anew before they run out.
    if templates.count >= FlowExportWriter.templateLimit { templates.removeAll() }
    let id = UInt16(256 + templates.count)
    let known = Known(
      id: id, fields: fields,
      length: fields.reduce(0) {
        $0 + ($1.length == TemplateField.variable ? 0 : Int($1.length))
      })
    templates[layout] = known
    current = (layout, known)
    if message.count + 8 + 4 * fields.count > FlowExportWriter.messageLimit {
      finish(to: &output)
    }
    beginMessage()
    beginSet(format == .ipfix ? 2 : 0)
    append(id)
    append(UInt16(fields.count))
    for field in fields {
      append(field.element)
      append(field.length)
    }
    endSet()
    definitions += 1
  }

  // MARK: - Fields

  private func variableLength(
    _ event: Event, _ fields: [WrittenField], _ texts: TextTable
  ) -> Int {
    var length = 0
    for field in fields where field.length == TemplateField.variable {
      length += 1 + min(254, texts.bytes(of: field == .user ? event.subscriber : event.realm).count)
    }
    return length
  }

  private mutating func write(_ field: WrittenField, of event: Event, _ texts: TextTable) {
    switch field {
    case .eventMilliseconds, .endMilliseconds:
      append(UInt64(event.time.nanoseconds / 1_000_000))
    case .eventSeconds, .endSeconds:
      append(UInt32(clamping: event.time.nanoseconds / 1_000_000_000))
    case .startMilliseconds: append(UInt64(event.start.nanoseconds / 1_000_000))
    case .startSeconds: append(UInt32(clamping: event.start.nanoseconds / 1_000_000_000))
    case .natEvent: message.append(WrittenLayout.natEvent(event))
    case .inside4: append(event.inside.ipv4)
    case .inside6: append(event.inside)
    case .insidePort: append(event.insidePort)
    case .outside4: append(event.outside.ipv4)
    case .outside6: append(event.outside)
    case .outsidePort, .rangeFirst: append(event.outsidePort)
    case .rangeLast: append(event.outsidePortLast)
    case .destination4, .postDestination4: append(event.destination.ipv4)
    case .destination6: append(event.destination)
    case .destinationPort, .postDestinationPort: append(event.destinationPort)
    case .proto: message.append(event.proto.rawValue)
    case .flow: append(event.session)
    case .totalOctets, .deltaOctets: append(event.bytes)
    case .totalPackets, .deltaPackets: append(event.packets)
    case .user: append(texts.bytes(of: event.subscriber))
    case .vrfName: append(texts.bytes(of: event.realm))
    }
  }

  private mutating func append(_ value: UInt16) {
    message.append(UInt8(truncatingIfNeeded: value >> 8))
    message.append(UInt8(truncatingIfNeeded: value))
  }

  private mutating func append(_ value: UInt32) {
    append(UInt16(truncatingIfNeeded: value >> 16))
    append(UInt16(truncatingIfNeeded: value))
  }

  private mutating func append(_ value: UInt64) {
    append(UInt32(truncatingIfNeeded: value >> 32))
    append(UInt32(truncatingIfNeeded: value))
  }

  private mutating func append(_ address: IPAddress) {
    append(address.high)
    append(address.low)
  }

  private mutating func append(_ text: ArraySlice<UInt8>) {
    let text = text.prefix(254)
    message.append(UInt8(text.count))
    message.append(contentsOf: text)
  }

  private mutating func replace(_ value: UInt16, at offset: Int) {
    message[offset] = UInt8(truncatingIfNeeded: value >> 8)
    message[offset + 1] = UInt8(truncatingIfNeeded: value)
  }

  private mutating func replace(_ value: UInt32, at offset: Int) {
    replace(UInt16(truncatingIfNeeded: value >> 16), at: offset)
    replace(UInt16(truncatingIfNeeded: value), at: offset + 2)
  }
}
