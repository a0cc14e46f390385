import LogFormats
import NATModel
import Testing

@Suite struct DHCPLeasesTests {
  let dialect = DHCPLeases()

  @Test func activeLeaseBeginsAnAssignment() throws {
    let result = parse(dialect, try #require(sampleLines["dhcpd-leases"]?[0]))
    #expect(result.event.kind == .assignmentStart && result.event.inside == ip("192.168.56.50"))
    #expect(result.event.time == at("2025-09-24T12:08:03Z"))
    #expect(result.event.fields == [.time, .inside, .subscriber])
    #expect(result.texts.string(result.event.subscriber) == "08:00:27:a5:b8:87")
  }

  @Test func freeLeaseEndsOne() throws {
    let result = parse(dialect, try #require(sampleLines["dhcpd-leases"]?[1]))
    #expect(result.event.kind == .assignmentStop)
    #expect(result.event.time == at("2025-09-24T12:18:03Z"))
    #expect(result.event.start == at("2025-09-24T12:08:03Z"))
    #expect(result.texts.string(result.event.subscriber) == "\"\\001\"")
  }

  private func lease(_ statements: String) -> LineResult {
    parse(dialect, "lease 10.0.0.1 {\n\(statements)\n}")
  }

  @Test func otherStatesAndForeignBlocksAreSkipped() {
    let times = "starts 3 2025/09/24 12:08:03;\nends never;\nhardware ethernet aa:bb;\n"
    #expect(lease(times + "binding state abandoned;").isSkipped)
    #expect(lease(times + "binding state free;").isSkipped)
    #expect(lease("ends 3 2025/09/24 12:08:03;\nbinding state free;").isSkipped)
    #expect(parse(dialect, "failover peer \"x\" state {\n  my state normal;\n}").isSkipped)
    #expect(lease(times + "binding state active;").event.kind == .assignmentStart)
  }

  @Test func damageIsRejected() {
    #expect(lease("starts 3 2025/02/30 12:08:03;").fault == .malformedTime)
    #expect(lease("hardware ethernet aa;").fault == .missingField)
    #expect(parse(dialect, "lease 10.0.0 {\n}").fault == .malformedAddress)
    #expect(
      parse(dialect, "lease 10.0.0.1 {\n  binding state active;").fault == .truncatedRecord)
    let late = "starts 3 2025/09/24 12:08:03;\nends 3 2025/09/24 12:08:02;\nhardware ethernet a;\n"
    #expect(lease(late + "binding state free;").fault == .malformedTime)
  }
}
