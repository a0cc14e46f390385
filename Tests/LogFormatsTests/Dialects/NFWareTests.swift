import LogFormats
import NATModel
import Testing

@Suite struct NFWareTests {
  let dialect = NFWare()

  @Test func sessionHasADestination() throws {
    let event = parse(dialect, try #require(sampleLines["nfware"]?[0])).event
    #expect(event.kind == .sessionOpen && event.proto == .tcp)
    #expect(event.inside == ip("10.0.0.1") && event.insidePort == 57938)
    #expect(event.outside == ip("100.64.0.1") && event.outsidePort == 28475)
    #expect(event.destination == ip("185.165.123.206") && event.destinationPort == 443)
    #expect(!event.fields.contains(.binding) && !event.fields.contains(.time))
  }

  @Test func mappingsAreBindings() {
    let port = parse(dialect, "A VRF 0 6 INT 10.0.0.1:57938 EXT 100.64.0.1:28475").event
    #expect(port.kind == .sessionOpen && port.outsidePort == 28475)
    #expect(port.has([.binding, .proto]) && !port.fields.contains(.destination))
    let address = parse(dialect, "A VRF 0 INT 10.0.0.1 EXT 100.64.0.1").event
    #expect(address.fields == [.binding, .inside, .outside])
  }

  @Test func blocksAreOfARealm() throws {
    #expect(
      parse(dialect, "A VRF 0 INT 10.0.0.1 EXT 100.64.0.1:1024-1535").event.kind == .blockAllocate)
    let result = parse(dialect, try #require(sampleLines["nfware"]?[1]))
    #expect(result.event.kind == .blockRelease)
    #expect(result.event.outsidePort == 1024 && result.event.outsidePortLast == 1535)
    #expect(result.event.time == at("2026-11-24T12:00:00Z"))
    #expect(result.texts.string(result.event.realm) == "blue")
    #expect(result.texts.string(result.event.exporter) == "cgn")
  }

  @Test(arguments: [
    ("A VRF 0 INT 10.0.0.1 EXT 100.64.0.1:1535-1024", RejectReason.portOutOfRange),
    ("A VRF 0 INT 10.0.0.1 EXT 100.64.0.1:70000", .portOutOfRange),
    ("A VRF 0 300 INT 10.0.0.1:1 EXT 100.64.0.1:1", .malformedNumber),
    ("A VRF 0 INT host EXT 100.64.0.1", .malformedAddress), ("A VRF 0 INT 10.0.0.1", .missingField),
    ("A VRF 0 INT 10.0.0.1 EXT 100.64.0.1;", .malformedAddress),
  ])
  func damagedRecordsAreRejected(line: String, reason: RejectReason) {
    #expect(parse(dialect, line).fault == reason)
  }

  @Test func otherMessagesAreSkipped() {
    #expect(parse(dialect, "interface VRF 0 is up").isSkipped)
    #expect(parse(dialect, "<134>1 2026-11-24T12:00:00Z cgn nfware - - - started").isSkipped)
  }
}
