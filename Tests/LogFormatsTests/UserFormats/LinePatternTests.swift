import LogFormats
import NATModel
import Testing

@Suite struct LinePatternTests {
  @Test func nginx() throws {
    let pattern = try #require(
      LinePattern(
        parsing: "$remote_addr:$remote_port - $remote_user [$time_local] \"$request\" $status "
          + "$body_bytes_sent \"$http_user_agent\" $host $server_addr:${server_port}"))
    let result = parse(
      pattern,
      "203.0.113.9:40000 - - [23/Nov/2026:11:00:00 +0100] \"GET /a/b?c=d HTTP/1.1\" 200 17 "
        + "\"x \\\" y\" www.site.test 192.0.2.80:443")
    let event = result.event
    #expect(event.kind == .request && event.outside == ip("203.0.113.9"))
    #expect(event.outsidePort == 40000 && event.time == at("2026-11-23T10:00:00Z"))
    #expect(!event.fields.contains(.assumedZone))
    #expect(event.destination == ip("192.0.2.80") && event.destinationPort == 443)
    #expect(result.texts.string(event.host) == "www.site.test")
    #expect(result.texts.string(event.label) == "/a/b")
  }

  @Test func apache() throws {
    let pattern = try #require(
      LinePattern(parsing: "%v %a:%{remote}p %l %u %t \\\"%r\\\" %>s %b"))
    let event = parse(
      pattern,
      "www.site.test 2001:db8::9:40000 - - [23/Nov/2026:10:00:00 +0000] \"GET / HTTP/2\" 200 -")
    // An IPv6 address ends at the last colon only by luck of the format: rejected, not guessed.
    #expect(event.events.isEmpty && event.fault == .malformedAddress)
    let good = parse(
      pattern, "www.site.test 192.0.2.9:40000 - - [23/Nov/2026:10:00:00 +0000] \"GET /\" 200 -")
    #expect(good.event.outsidePort == 40000 && good.event.time == at("2026-11-23T10:00:00Z"))
  }

  @Test func stringsThatCannotBeRead() {
    for text in ["", "$status", "$remote_addr$remote_port", "%r", "plain"] {
      #expect(LinePattern(parsing: text) == nil, "\(text)")
    }
  }

  @Test func linesOfAnotherFormAreRejected() throws {
    let pattern = try #require(LinePattern(parsing: "$remote_addr [$msec] $status"))
    #expect(parse(pattern, "203.0.113.9 [1795428000.123] 200").event.resolution == 1_000_000)
    #expect(parse(pattern, "203.0.113.9 1795428000.123 200").fault == .malformedRecord)
    #expect(parse(pattern, "- [1795428000.123] 200").fault == .missingField)
    #expect(parse(pattern, "").isSkipped)
  }
}
