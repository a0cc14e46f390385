package import NATModel

/// Huawei NE40E, ME60 and NetEngine 8000 NAT logs in the forms `cn`, `type2` and `type3`.
///
/// | form | record | event |
/// | - | - | - |
/// | cn | `NAT444:UserbasedA [ L4 v4 v6 out port first last ]`, `…W` | block |
/// | cn | `NAT444:SessionbasedA [ … ]`, `…W` | open, close, no destination |
/// | type2 | `<NAT444>:<PortA> start\|in\|out\|first\|last`, `PortW` | block |
/// | type2 | `<NAT444>:<SessionA> start\|end\|in\|out\|port\|dst\|port\|proto`, `SessionW` | open, close |
/// | type3 | `…BIND(l): … privateip='…' publicip='…' publicportrange='a~b'` | block |
///
/// A is for given and W for withdrawn. The word in front of the colon names the scene (`NAT444`,
/// `DSLITE`, `NAT64`) and is not looked at. Type4 to type6 and flexible templates are not read.
///
/// - In cn, fields that do not apply are a dash or nothing at all, so they are told apart by what they
///   are: the last address is outside. Of a DS-Lite subscriber's two addresses inside is the IPv6
///   one, by which the provider knows it: behind it all subscribers may use the same IPv4 addresses.
/// - Type2 states seconds since 1970: the time of an A record, the start and end of a W record.
///   A withdrawn block has the time of its header. Type2 sessions do not state the inside port.
/// - In type3 the sentence tells which event it is. Only that of an allocation was seen.
/// - A port above 65535 (one of the vendor's own examples has one) rejects the record.
package struct HuaweiNE: LogDialect {
  package let id = "huawei-ne"
  package let title = "Huawei NE40E, ME60 and NetEngine 8000"
  package let documentation = "Huawei NE40E command reference, nat syslog descriptive format"
  package let confidence = GrammarConfidence(
    .lines, isSeenInRealLines: true, unseen: "sessions and withdrawals")
  package let kinds: [EventKind] = [
    .sessionOpen, .sessionClose, .blockAllocate, .blockRelease,
  ]
  package let writtenResolution: UInt32 = 1_000_000_000

  /// The dialect.
  package init() {}

  package func recognise(_ line: LineCursor) -> Recognition {
    var line = line
    if line.find("publicportrange='") != nil {
      return Recognition(.strong, "a publicportrange= of a Huawei BIND record")
    }
    while line.skipPast(UInt8(ascii: ":")) {
      if HuaweiNE.readName(&line) != nil {
        return Recognition(.strong, "a Huawei NAT scene and event (NAT444:UserbasedA)")
      }
    }
    return .none
  }

  /// What a record says and how.
  private struct Name {
    enum Form { case users, sessions, ports, flows }
    var form: Form
    var isGiven: Bool
  }

  package func parse(_ line: LineCursor, into context: inout LineContext)
    throws(LineFault) -> LineOutcome
  {
    var line = line
    context.readEnvelope(of: line)
    line.advance(by: context.envelope.tag)
    let start = line.position
    while line.skipPast(UInt8(ascii: ":")) {
      guard let name = HuaweiNE.readName(&line) else { continue }
      switch name.form {
      case .users: return try listed(&line, name.isGiven ? .blockAllocate : .blockRelease, &context)
      case .sessions:
        return try listed(&line, name.isGiven ? .sessionOpen : .sessionClose, &context)
      case .ports: return try ports(&line, name.isGiven ? .blockAllocate : .blockRelease, &context)
      case .flows: return try flow(&line, name.isGiven ? .sessionOpen : .sessionClose, &context)
      }
    }
    line.seek(to: start)
    guard line.skipPast("privateip='") else { return .skipped }
    return try sentence(&line, from: start, &context)
  }

  /// Reads `UserbasedA [`, `<PortW> ` and the like; `nil`, perhaps having moved, for other words.
  @_lifetime(line: copy line)
  @inline(__always)
  private static func readName(_ line: inout LineCursor) -> Name? {
    let isBracketed = line.skip(UInt8(ascii: "<"))
    let form: Name.Form
    switch line.peek() {
    case UInt8(ascii: "U"):
      guard line.skip("Userbased") else { return nil }
      form = .users
    case UInt8(ascii: "S"):
      guard line.skip("Session") else { return nil }
      form = line.skip("based") ? .sessions : .flows
    case UInt8(ascii: "P"):
      guard line.skip("Port") else { return nil }
      form = .ports
    default: return nil
    }
    let isGiven = line.skip(UInt8(ascii: "A"))
    guard isGiven || line.skip(UInt8(ascii: "W")),
      !isBracketed || line.skip(UInt8(ascii: ">")), line.skip(0x20)
    else { return nil }
    if form == .users || form == .sessions {
      guard line.skip(UInt8(ascii: "[")) else { return nil }
    }
    return Name(form: form, isGiven: isGiven)
  }
}
