import LogFormats
import NATModel
import Testing

@Suite struct ZeekTests {
  let dialect = Zeek()

  @Test func connectionIsAFlow() throws {
    let event = parse(dialect, try #require(sampleLines["zeek"]?[0])).event
    #expect(event.kind == .flow && event.proto == .tcp && event.bytes == 30)
    #expect(event.inside == ip("10.164.94.120") && event.insidePort == 39611)
    #expect(event.destination == ip("10.47.3.200") && event.destinationPort == 443)
    #expect(event.start.nanoseconds == 1_521_911_720_600_725_000)
    #expect(event.time.since(event.start) == 1_500_000_000 && event.resolution == 1000)
    #expect(!event.fields.contains(.packets))
  }

  @Test func answersAreNames() throws {
    let result = parse(dialect, try #require(sampleLines["zeek"]?[1]))
    #expect(result.event.kind == .name && result.event.nameSource == .dns)
    #expect(result.event.inside == ip("10.47.1.100"))
    #expect(result.event.destination == ip("134.71.3.16"))
    #expect(result.texts.string(result.event.host) == "ise.wrccdc.org")
  }

  @Test func serverNameHasItsEndpoints() throws {
    let result = parse(dialect, try #require(sampleLines["zeek"]?[2]))
    #expect(result.event.nameSource == .tls && result.event.proto == .tcp)
    #expect(result.event.insidePort == 38339 && result.event.destinationPort == 443)
    #expect(result.texts.string(result.event.host) == "a.example")
  }

  @Test func answersInJSON() {
    let result = parse(
      dialect,
      "{\"ts\":1.5,\"id.orig_h\":\"10.0.0.1\",\"id.resp_h\":\"10.0.0.2\",\"trans_id\":7,\"query\":"
        + "\"A.example\",\"qtype_name\":\"A\",\"answers\":[\"x.example\", \"192.0.2.1\","
        + "\"192.0.2.2\"]}")
    #expect(result.events.map(\.destination) == [ip("192.0.2.1"), ip("192.0.2.2")])
    #expect(result.events.allSatisfy { result.texts.string($0.host) == "a.example" })
  }

  @Test func columnsComeFromTheLastHeader() throws {
    let header = "#path\tconn\n#fields\tts\tid.orig_h\tid.resp_h\n"
    let text =
      header + "1.0\t10.0.0.1\t192.0.2.1\n#close\t2024\n"
      + "#separator \\x09\n#path\tssl\n#fields\tserver_name\tid.resp_h\tid.orig_h\tts\n"
      + "a.example\t192.0.2.2\t10.0.0.2\t2.0\n-\t192.0.2.2\t10.0.0.2\t2.0\n"
      + "#path\tssh\n#fields\tts\tid.orig_h\n3.0\t10.0.0.3\n"
    let file = try ScratchFile(Array(text.utf8))
    for blockSize in [16, 50, 1 << 18] {
      let got = try read(file.path, blockSize: blockSize)
      #expect(got.events.map(\.kind) == [.flow, .name], "blocks of \(blockSize)")
      #expect(got.events.map(\.inside) == [ip("10.0.0.1"), ip("10.0.0.2")])
      #expect(got.report.rejects.total == 0)
    }
  }

  @Test func protocolsWithoutPortsAndUnsetValues() {
    let header =
      "#path\tconn\n#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tduration"
    let event = parse(dialect, header + "\n1.0\tfe80::1\t135\tff02::1\t0\ticmp\t-").event
    #expect(event.proto == .icmpv6 && event.start == event.time)
    #expect(event.fields == [.time, .start, .inside, .destination, .proto])
  }

  @Test func damageIsRejected() {
    let header = "#path\tconn\n#fields\tts\tid.orig_h\tid.resp_h\n"
    #expect(parse(dialect, "1.0\t10.0.0.1\t192.0.2.1").fault == .missingField)
    #expect(parse(dialect, header + "1.0\t10.0.0.1").fault == .missingField)
    #expect(parse(dialect, header + "XXXX.XX\t10.0.0.1\t192.0.2.1").fault == .malformedTime)
    #expect(parse(dialect, header + "1.0\tx\t192.0.2.1").fault == .malformedAddress)
    #expect(parse(dialect, "{\"ts\":1").fault == .malformedRecord)
  }
}
