package import NATModel

/// Writing traffic messages; their times state no zone and are written in UTC.
extension NetScreen {
  package func fields(writing event: Event) -> EventFields? {
    guard event.kind == .sessionOpen || event.kind == .sessionClose else { return nil }
    var carried: EventFields = [.time, .proto, .inside, .outside, .destination]
    if event.proto.hasPorts {
      // A port of 0 stands for no translation.
      carried.formUnion([.insidePort, .outsidePort, .destinationPort])
      guard event.outsidePort != 0 else { return nil }
    }
    if event.kind == .sessionClose {
      // The record states its end as a start and a duration.
      carried.insert(.start)
      guard event.start <= event.time else { return nil }
    }
    guard event.has(carried), event.proto != .unknown else { return nil }
    carried.formUnion(event.fields.intersection(.session))
    if event.kind == .sessionClose { carried.formUnion(event.fields.intersection(.bytes)) }
    return carried.union(.assumedZone)
  }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    guard let carried = fields(writing: event) else { return false }
    let isOpen = event.kind == .sessionOpen
    let second: Int64 = 1_000_000_000
    let end = event.time.floored(to: second)
    let start = isOpen ? end : event.start.floored(to: second)
    output.write("<134>NetScreen device_id=")
    output.write(event.exporter, of: texts)
    output.write("  [Root]system-notification-00257(traffic): start_time=\"")
    output.writeClock(start)
    output.write("\" duration=")
    output.write(UInt64(max(0, end.since(start) / second)))
    output.write(" policy_id=1 service=any proto=")
    output.write(event.proto.rawValue)
    output.write(" src zone=Trust dst zone=Untrust action=Permit")
    if carried.contains(.bytes) {
      output.write(" sent=")
      output.write(event.bytes)
      output.write(" rcvd=0")
    }
    output.write(" src=")
    output.write(event.inside)
    output.write(" dst=")
    output.write(event.destination)
    let hasPorts = carried.contains(.insidePort)
    if hasPorts {
      output.write(" src_port=")
      output.write(event.insidePort)
      output.write(" dst_port=")
      output.write(event.destinationPort)
    }
    output.write(" src-xlated ip=")
    output.write(event.outside)
    if hasPorts {
      output.write(" port=")
      output.write(event.outsidePort)
    }
    output.write(" dst-xlated ip=")
    output.write(event.destination)
    if hasPorts {
      output.write(" port=")
      output.write(event.destinationPort)
    }
    if carried.contains(.session) {
      output.write(" session_id=")
      output.write(event.session)
    }
    output.write(" reason=Creation\n", if: isOpen, else: " reason=Close - AGE OUT\n")
    return true
  }
}
