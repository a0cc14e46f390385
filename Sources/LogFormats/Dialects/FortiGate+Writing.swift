package import NATModel

/// Writing traffic records, with the device's clock in UTC and nanoseconds in `eventtime`.
extension FortiGate {
  package func fields(writing event: Event) -> EventFields? {
    guard event.kind == .sessionOpen || event.kind == .sessionClose else { return nil }
    var carried: EventFields = [
      .time, .inside, .insidePort, .outside, .outsidePort, .destination, .proto,
    ]
    if event.proto != .icmp && event.proto != .icmpv6 { carried.insert(.destinationPort) }
    // `eventtime` has nineteen digits from 2001 on.
    guard event.has(carried), event.proto != .unknown,
      event.time.nanoseconds >= 1_000_000_000_000_000_000
    else { return nil }
    carried.formUnion(event.fields.intersection([.session, .subscriber]))
    if event.kind == .sessionClose {
      carried.formUnion(event.fields.intersection([.start, .bytes, .packets]))
    }
    return carried
  }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    guard let carried = fields(writing: event) else { return false }
    let isOpen = event.kind == .sessionOpen
    writeHead(event, texts, to: &output)
    output.write(" logid=\"0000000015\"", if: isOpen, else: " logid=\"0000000013\"")
    output.write(" type=\"traffic\" subtype=\"forward\" level=\"notice\" vd=\"")
    if event.realm == .none { output.write("root") } else { output.write(event.realm, of: texts) }
    output.write("\" srcip=")
    output.write(event.inside)
    let isICMP = !carried.contains(.destinationPort)
    output.write(" identifier=", if: isICMP, else: " srcport=")
    output.write(event.insidePort)
    output.write(" dstip=")
    output.write(event.destination)
    if !isICMP {
      output.write(" dstport=")
      output.write(event.destinationPort)
    }
    if carried.contains(.session) { output.write(" sessionid=", event.session) }
    output.write(" proto=")
    output.write(event.proto.rawValue)
    output.write(" action=\"start\"", if: isOpen, else: " action=\"close\"")
    if carried.contains(.subscriber) {
      output.write(" user=\"")
      output.write(event.subscriber, of: texts)
      output.write("\"")
    }
    output.write(" trandisp=\"snat\" transip=")
    output.write(event.outside)
    output.write(" transport=")
    output.write(event.outsidePort)
    if carried.contains(.start) {
      output.write(
        " duration=", UInt64(max(0, event.time.since(event.start)) / 1_000_000_000))
    }
    if carried.contains(.bytes) { output.write(" sentbyte=", event.bytes) }
    if carried.contains(.packets) { output.write(" sentpkt=", event.packets) }
    output.write(byte: 0x0a)
    return true
  }

  /// `<189>date= time= devname= eventtime= tz=`.
  private func writeHead(_ event: Event, _ texts: TextTable, to output: inout TextOutput) {
    let civil = event.time.civil
    output.write("<189>date=")
    output.write(UInt(clamping: civil.year), width: 4)
    output.write("-")
    output.write(UInt(civil.month), width: 2)
    output.write("-")
    output.write(UInt(civil.day), width: 2)
    output.write(" time=")
    output.writeTimeOfDay(civil.hour, civil.minute, civil.second)
    if event.exporter != .none {
      output.write(" devname=\"")
      output.write(event.exporter, of: texts)
      output.write("\"")
    }
    output.write(" eventtime=", UInt64(max(0, event.time.nanoseconds)))
    output.write(" tz=\"+0000\"")
  }
}

extension TextOutput {
  @inline(__always)
  fileprivate mutating func write(_ name: StaticString, _ number: UInt64) {
    write(name)
    write(number)
  }
}
