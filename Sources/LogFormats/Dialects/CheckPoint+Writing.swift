package import NATModel

/// Writing accepted connections, and sessions with accounting.
extension CheckPoint {
  package func fields(writing event: Event) -> EventFields? {
    guard event.kind == .sessionOpen || event.kind == .session else { return nil }
    var carried: EventFields = [.time, .proto, .inside, .outside, .destination]
    if event.proto.hasPorts {
      // A port of 0 stands for no translation.
      carried.formUnion([.insidePort, .outsidePort, .destinationPort])
      guard event.outsidePort != 0 else { return nil }
    }
    if event.kind == .session {
      carried.insert(.start)
      guard event.start.nanoseconds >= 0, event.start <= event.time else { return nil }
    }
    guard event.has(carried), event.proto != .unknown else { return nil }
    return carried.union(event.fields.intersection([.bytes, .packets]))
  }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    guard let carried = fields(writing: event) else { return false }
    output.write("<134>1 ")
    output.write(event.time, fractionDigits: 0)
    output.write(" ")
    output.writeName(event.exporter, texts)
    output.write(" CheckPoint 1 - [action:\"Accept\"; version:\"5\"; dst:\"")
    output.write(event.destination)
    output.write("\"; proto:\"")
    output.write(event.proto.rawValue)
    if carried.contains(.insidePort) {
      output.write("\"; s_port:\"")
      output.write(event.insidePort)
      output.write("\"; service:\"")
      output.write(event.destinationPort)
    }
    output.write("\"; src:\"")
    output.write(event.inside)
    if carried.contains(.bytes) {
      output.write("\"; bytes:\"")
      output.write(event.bytes)
    }
    if carried.contains(.packets) {
      output.write("\"; packets:\"")
      output.write(event.packets)
    }
    if carried.contains(.start) {
      let second: Int64 = 1_000_000_000
      let start = event.start.floored(to: second).nanoseconds / second
      let end = event.time.floored(to: second).nanoseconds / second
      output.write("\"; elapsed:\"")
      output.write(UInt64(end - start))
      output.write("\"; start_time:\"")
      output.write(UInt64(start))
      output.write("\"; lastupdatetime:\"")
      output.write(UInt64(end))
    }
    if carried.contains(.insidePort) {
      output.write("\"; xlatedport:\"0\"; xlatedst:\"0.0.0.0\"; xlatesport:\"")
      output.write(event.outsidePort)
    }
    output.write("\"; xlatesrc:\"")
    output.write(event.outside)
    output.write("\"]\n")
    return true
  }
}
