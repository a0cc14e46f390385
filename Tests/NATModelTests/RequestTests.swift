import NATModel
import Testing

@Suite struct RequestTests {
  @Test func `a full request is read`() throws {
    let request = try Request(parsing: "203.0.113.7:40021/tcp@2026-03-14T21:07:33+01:00")
    #expect(request.outside == IPAddress("203.0.113.7"))
    #expect(request.outsidePort == 40021 && request.proto == .tcp)
    #expect(request.time.description == "2026-03-14T20:07:33Z")
    #expect(request.resolution == 1_000_000_000)
    #expect(request.kind == .addressPort)
  }

  @Test func `the resolution follows the digits of the time`() throws {
    #expect(try Request(parsing: "192.0.2.1@2026-01-01T00:00:00.25Z").resolution == 10_000_000)
    #expect(
      try Request(parsing: "[2001:db8::1]:53/17@2026-01-01T00:00:00.123456Z").resolution == 1000)
  }

  @Test(arguments: [
    ("203.0.113.7:40021", Request.ParsingError.missingTime),
    ("203.0.113.7:40021@2026-03-14T21:07:33", .missingZone("2026-03-14T21:07:33")),
    ("203.0.113.7:40021@yesterday", .malformedTime("yesterday")),
    ("203.0.113.7:134047@2026-03-14T21:07:33Z", .malformedPort("134047")),
    ("203.0.113.777:1@2026-03-14T21:07:33Z", .malformedAddress("203.0.113.777")),
    ("203.0.113.7:1/xyz@2026-03-14T21:07:33Z", .malformedProtocol("xyz")),
  ])
  func `what is wrong is named`(text: String, error: Request.ParsingError) {
    #expect(throws: error) { try Request(parsing: text) }
  }

  @Test func `a local time is used only with a rule`() throws {
    let request = try Request(parsing: "192.0.2.1@2026-01-01T00:00:00") {
      Timestamp(rfc3339: $0 + "+02:00")
    }
    #expect(request.time.description == "2025-12-31T22:00:00Z")
  }

  @Test func `reduction keeps only what the type states`() throws {
    var full = try Request(parsing: "203.0.113.7:40021/tcp@2026-03-14T21:07:33Z")
    full.destination = IPAddress("198.51.100.7")
    full.destinationPort = 443
    #expect(full.kind == .addressPortDestination)
    for kind in RequestKind.allCases {
      let reduced = try #require(full.reduced(to: kind))
      #expect(reduced.kind == kind)
      #expect((reduced.outsidePort != nil) == kind.knowsPort)
      #expect((reduced.destination != nil) == kind.knowsDestination)
      #expect((reduced.proto != nil) == (kind != .address))
    }
    full.destination = nil
    #expect(full.reduced(to: .addressDestination) == nil)
    #expect(full.reduced(to: .address)?.proto == nil)
  }

  @Test func `the window is widened by resolution and tolerance`() {
    let request = Request(
      time: Timestamp(nanoseconds: 100), resolution: 10, tolerance: 5,
      outside: IPAddress(ipv4: 1))
    #expect(
      request.window
        == TimeSpan(start: Timestamp(nanoseconds: 95), end: Timestamp(nanoseconds: 115)))
  }
}
