import LogFormats
import NATModel
import Testing

@Suite struct NatlensEventTests {
  @Test func goldenLine() throws {
    var texts = TextTable()
    var event = Event(.sessionOpen)
    event.time = at("2026-11-23T23:41:32.036786Z")
    event.resolution = 1000
    event.proto = .tcp
    event.inside = ip("100.64.0.2")
    event.insidePort = 54484
    event.outside = ip("203.0.113.1")
    event.outsidePort = 1176
    event.destination = ip("203.0.113.80")
    event.destinationPort = 8080
    event.fields = [
      .time, .proto, .inside, .insidePort, .outside, .outsidePort, .destination, .destinationPort,
    ]
    event.location = SourceLocation(file: 0, record: 1)
    var output = TextOutput()
    _ = NatlensEvent(files: ["ct.log"]).write(event, texts: texts, to: &output)
    #expect(
      String(decoding: output.bytes, as: UTF8.self) == """
        {"kind":"session-open","time":"2026-11-23T23:41:32.036786Z","proto":6,"inside":"100.64.0.2",\
        "inside_port":54484,"outside":"203.0.113.1","outside_port":1176,\
        "destination":"203.0.113.80","destination_port":8080,"file":"ct.log","record":1}

        """)
    event.kind = .flow
    event.start = at("2026-11-23T23:41:30Z")
    event.fields = [.time, .start, .subscriber, .assumedZone, .binding]
    event.subscriber = texts.intern("a\"\\\n\u{1}é")
    event.resolution = 5
    event.location = SourceLocation(file: 9, record: 0)
    output = TextOutput()
    _ = NatlensEvent(files: ["ct.log"]).write(event, texts: texts, to: &output)
    #expect(
      String(decoding: output.bytes, as: UTF8.self) == """
        {"kind":"flow","start":"2026-11-23T23:41:30Z","end":"2026-11-23T23:41:32.036786000Z",\
        "resolution":5,"subscriber":"a\\"\\\\\\n\\u0001é","binding":true,"assumed_zone":true}

        """)
    let back = parse(NatlensEvent(), Array(output.bytes.dropLast()))
    #expect(back.event.resolution == 5 && back.event.time == event.time)
    #expect(back.texts.string(back.event.subscriber) == "a\"\\\n\u{1}é")
    #expect(back.event.fields == event.fields)
  }

  @Test func bytesThatAreNotTextStayValidJSON() {
    var output = TextOutput()
    let bytes: [UInt8] = [0x61, 0xff, 0x62]
    output.writeJSONString(bytes.span)
    #expect(String(decoding: output.bytes, as: UTF8.self) == "\"a\u{fffd}b\"")
  }

  @Test func escapesOfUnicode() {
    let result = parse(
      NatlensEvent(), #"{"kind":"name","host":"\ud83d\ude00\ud83d\u0041\/","source":"quic"}"#)
    #expect(result.texts.string(result.event.host) == "😀\u{fffd}A/")
    #expect(result.event.nameSource == .quic)
  }

  @Test(arguments: [
    (#"{"kind":"nothing"}"#, RejectReason.malformedRecord),
    (#"{"time":"2026-11-23T23:41:32Z"}"#, .missingField),
    (#"{"kind":"flow","time":"2026-11-23T23:41:32"}"#, .malformedTime),
    (#"{"kind":"flow","time":"2026-02-30T23:41:32Z"}"#, .malformedTime),
    (#"{"kind":"flow","inside_port":65536}"#, .portOutOfRange),
    (#"{"kind":"flow","outside_port":9,"outside_port_last":8}"#, .portOutOfRange),
    (#"{"kind":"flow","inside":"x"}"#, .malformedAddress),
    (#"{"kind":"flow","session":18446744073709551616}"#, .malformedNumber),
    (
      #"{"kind":"flow","start":"2026-11-23T23:41:33Z","end":"2026-11-23T23:41:32Z"}"#,
      .malformedTime
    ),
    (#"{"kind":"flow"} x"#, .malformedRecord), (#"{"kind":"flow""#, .malformedRecord),
    ("[]", .malformedRecord),
  ])
  func impossibleObjectsAreRejected(line: String, reason: RejectReason) {
    #expect(parse(NatlensEvent(), line).fault == reason)
  }
}
