package import NATModel

/// Cisco IOS XR CGN on ASR 9000 and CRS: many records in one line.
///
/// ```
/// <134> 1 yyyy Mon dd hh:mm:ss host - - NAT44 - [record][record]…
/// EventName L4 inside-v4 vrf inside-v6 outside port first last [destination port]
/// ```
///
/// | event name | event |
/// | - | - |
/// | `UserbasedA`, `UserbasedW` | block of ports allocated, released |
/// | `SessionbasedA`, `SessionbasedW` | open, close, no destination |
/// | `SessionbasedAD`, `SessionbasedWD` | open, close with destination |
/// | `Portblockrunout` | none |
///
/// - A field that does not apply is `-`; the destination's two are absent then. The VRF is the realm.
/// - Of a DS-Lite subscriber's two addresses inside is the IPv6 one, by which the provider knows it.
/// - The time is that of the export and the same for all records of a line.
/// - A record that cannot be read does not keep the others of its line from being read; the line is
///   then counted as rejected once, whatever it gave.
package struct CiscoXRCGN: LogDialect {
  package let id = "cisco-xr-cgn"
  package let title = "Cisco IOS XR CGN (ASR 9000, CRS)"
  package let documentation = "Cisco ASR 9000 CGv6 configuration guide, syslog logging"
  package let confidence = GrammarConfidence(
    .lines, isSeenInRealLines: true, unseen: "sessions and withdrawals")
  package let kinds: [EventKind] = [
    .sessionOpen, .sessionClose, .blockAllocate, .blockRelease,
  ]
  package let writtenResolution: UInt32 = 1_000_000_000

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    line.find("[Userbased") == nil && line.find("[Sessionbased") == nil
      && line.find("[Portblockrunout") == nil
      ? .none : Recognition(.strong, "an IOS XR CGN record ([UserbasedA …])")
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = line
    context.readEnvelope(of: line)
    line.advance(by: context.envelope.message)
    var outcome = LineOutcome.skipped
    var fault: LineFault?
    while line.skipPast(UInt8(ascii: "[")) {
      do throws(LineFault) {
        if try record(&line, &context) { outcome = .events }
      } catch {
        fault = fault ?? error
      }
    }
    if let fault { throw fault }
    return outcome
  }

  /// The name of an event.
  private struct Name {
    var kind: EventKind
    var hasDestination = false
    var isBlock = false
  }

  /// Reads one record, its left bracket read; false for a record without an event.
  @_lifetime(line: copy line)
  @inline(__always)
  private func record(
    _ line: inout LineCursor, _ context: inout LineContext
  ) throws(LineFault) -> Bool {
    guard let name = CiscoXRCGN.readName(&line) else { return false }
    var proto = TransportProtocol.unknown
    if !line.skip("- ") {
      guard let read = line.readProtocol(), line.skip(0x20) else {
        throw LineFault(.malformedNumber)
      }
      proto = read
    }
    var inside = context.noAddress
    var outside = context.noAddress
    var destination = context.noAddress
    let hasIPv4 = try readAddress(&line, &inside)
    let vrf = line.position..<line.endOfToken()
    line.seek(to: vrf.upperBound)
    guard !vrf.isEmpty, line.skip(0x20) else { throw LineFault(.missingField) }
    let hasIPv6 = try readAddress(&line, &inside)
    guard hasIPv4 || hasIPv6, try readAddress(&line, &outside) else {
      throw LineFault(.missingField)
    }
    let insidePort = try readPort(&line)
    guard line.skip(0x20), let first = try readPort(&line) else { throw LineFault(.missingField) }
    guard line.skip(0x20) else { throw LineFault(.missingField) }
    let last = try readPort(&line)
    var destinationPort: UInt16?
    if name.hasDestination {
      guard line.skip(0x20), try readAddress(&line, &destination) else {
        throw LineFault(.missingField)
      }
      destinationPort = try readPort(&line)
    }
    guard line.skip(UInt8(ascii: "]")) else {
      throw LineFault(line.isAtEnd ? .truncatedRecord : .malformedRecord)
    }
    if name.isBlock {
      guard let last else { throw LineFault(.missingField) }
      guard last >= first else { throw LineFault(.portOutOfRange) }
    }
    let isDefault = vrf.count == 1 && line.byte(at: vrf.lowerBound) == UInt8(ascii: "-")
    let realm =
      isDefault ? .none : context.texts.intern(line.slice(vrf.lowerBound, vrf.upperBound))
    let isICMP = proto == .icmp || proto == .icmpv6
    try context.add(name.kind) { event in
      event.realm = realm
      event.inside = inside
      event.outside = outside
      event.outsidePort = first
      event.fields = [.inside, .outside, .outsidePort]
      if proto != .unknown {
        event.proto = proto
        event.fields.insert(.proto)
      }
      if name.isBlock {
        event.outsidePortLast = last ?? first
        event.fields.formUnion([.outsidePortLast, .binding])
        return
      }
      if let insidePort {
        event.insidePort = insidePort
        event.fields.insert(.insidePort)
      }
      guard name.hasDestination else {
        event.fields.insert(.binding)
        return
      }
      event.destination = destination
      event.fields.insert(.destination)
      guard let destinationPort, !isICMP else { return }
      event.destinationPort = destinationPort
      event.fields.insert(.destinationPort)
    }
    return true
  }

  /// Reads the event's name and the blank after it; `nil` for one without an event.
  @_lifetime(line: copy line)
  @inline(__always)
  private static func readName(_ line: inout LineCursor) -> Name? {
    if line.skip("UserbasedA ") { return Name(kind: .blockAllocate, isBlock: true) }
    if line.skip("UserbasedW ") { return Name(kind: .blockRelease, isBlock: true) }
    guard line.skip("Sessionbased") else { return nil }
    if line.skip("A ") { return Name(kind: .sessionOpen) }
    if line.skip("W ") { return Name(kind: .sessionClose) }
    if line.skip("AD ") { return Name(kind: .sessionOpen, hasDestination: true) }
    if line.skip("WD ") { return Name(kind: .sessionClose, hasDestination: true) }
    return nil
  }

  /// An address and a blank, or `- `: then false.
  @_lifetime(line: copy line)
  @inline(__always)
  private func readAddress(
    _ line: inout LineCursor, _ address: inout IPAddress
  ) throws(LineFault) -> Bool {
    if line.skip("- ") { return false }
    try line.readAddress(into: &address, before: 0x20)
    guard line.skip(0x20) else { throw LineFault(.missingField) }
    return true
  }

  /// A port, or `nil` for `-`.
  @_lifetime(line: copy line)
  @inline(__always)
  private func readPort(_ line: inout LineCursor) throws(LineFault) -> UInt16? {
    line.skip(UInt8(ascii: "-")) ? nil : try line.readPort()
  }
}
