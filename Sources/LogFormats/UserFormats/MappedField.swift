import NATModel

/// A field of an event by the name it has in `natlens.event/1`, as users name it in a mapping.
package enum MappedField: String, CaseIterable, Sendable {
  case time, end, start, inside, outside, destination, proto, session, bytes, packets, subscriber
  case host, label, realm, exporter, kind, request
  case insidePort = "inside_port"
  case outsidePort = "outside_port"
  case outsidePortLast = "outside_port_last"
  case destinationPort = "destination_port"
}

extension LineCursor {
  /// Sets a field of an event from a part of the line; an empty part, `-`, `NULL` and `\N` are no value.
  ///
  /// `request` is a request line or URI, whose path becomes the label. Throws the fault of a value that is
  /// none of the field's. ``MappedField/kind`` is left to the caller.
  func set(
    _ field: MappedField, of event: inout Event, from range: Range<Int>, times: TimeForm,
    in context: inout LineContext
  ) throws(LineFault) {
    guard !isNoValue(range) else { return }
    switch field {
    case .time, .end:
      let (time, resolution, assumed) = try times.read(part(range), rules: context.rules)
      event.time = time
      event.resolution = resolution
      event.fields.formUnion(assumed.union(.time))
    case .start:
      event.start = try times.read(part(range), rules: context.rules).time
      event.fields.insert(.start)
    case .inside: event.inside = try address(in: range)
    case .outside: event.outside = try address(in: range)
    case .destination: event.destination = try address(in: range)
    case .insidePort: event.insidePort = try port(in: range)
    case .outsidePort: event.outsidePort = try port(in: range)
    case .outsidePortLast: event.outsidePortLast = try port(in: range)
    case .destinationPort: event.destinationPort = try port(in: range)
    case .proto:
      guard let proto = proto(in: range) else { throw LineFault(.malformedNumber) }
      event.proto = proto
    case .session: event.session = try number(in: range)
    case .bytes: event.bytes = try number(in: range)
    case .packets: event.packets = try number(in: range)
    case .host: context.setHost(&event, slice(range.lowerBound, range.upperBound))
    default: setText(field, of: &event, range, in: &context)
    }
    if let flag = LineCursor.flags[field] { event.fields.insert(flag) }
  }

  private static let flags: [MappedField: EventFields] = [
    .inside: .inside, .outside: .outside, .destination: .destination, .insidePort: .insidePort,
    .outsidePort: .outsidePort, .outsidePortLast: .outsidePortLast,
    .destinationPort: .destinationPort, .proto: .proto, .session: .session, .bytes: .bytes,
    .packets: .packets, .subscriber: .subscriber,
  ]

  private func setText(
    _ field: MappedField, of event: inout Event, _ range: Range<Int>, in context: inout LineContext
  ) {
    if field == .request {
      var request = part(range)
      if let blank = request.find(0x20) { request.seek(to: blank + 1) }
      context.setPath(&event, request.part(request.position..<request.endOfToken()))
      return
    }
    let text = context.texts.intern(slice(range.lowerBound, range.upperBound))
    switch field {
    case .subscriber: event.subscriber = text
    case .label: event.label = text
    case .realm: event.realm = text
    case .exporter: event.exporter = text
    default: break
    }
  }

  private func isNoValue(_ range: Range<Int>) -> Bool {
    range.isEmpty || equals(range, "-") || equals(range, "null") || equals(range, "NULL")
      || equals(range, "\\N")
  }

  /// A protocol by number or name.
  private func proto(in range: Range<Int>) -> TransportProtocol? {
    guard range.count <= 9 else { return nil }
    var name = ""
    for index in range { name.unicodeScalars.append(Unicode.Scalar(byte(at: index))) }
    return TransportProtocol(name: name)
  }
}
