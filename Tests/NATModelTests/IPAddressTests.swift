import NATModel
import Testing

@Suite struct IPAddressTests {
  @Test(arguments: [
    ("0.0.0.0", "0.0.0.0"), ("203.0.113.7", "203.0.113.7"),
    ("091.245.130.008", "91.245.130.8"), ("255.255.255.255", "255.255.255.255"),
    ("::", "::"), ("::1", "::1"), ("2001:db8::1", "2001:db8::1"),
    ("2001:0db8:0000:0000:0001:0000:0000:0001", "2001:db8::1:0:0:1"),
    ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"), ("fe80:0:0:0:1:2:3:4", "fe80::1:2:3:4"),
    ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("1::", "1::"), ("1:0:3:4:5:6:7:8", "1:0:3:4:5:6:7:8"),
  ])
  func `text is read and written canonically`(text: String, canonical: String) throws {
    let address = try #require(IPAddress(text))
    #expect(address.description == canonical)
    #expect(IPAddress(canonical) == address)
  }

  @Test(arguments: [
    "", ".", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.4 ", "1..2.3", "1.2.3.0004", "a.b.c.d", ":",
    ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "::g",
    "1:2:3:4:5:6:7:1.2.3.4",
    "1:2:3:4:5:6:7::8:9", "1:", ":1", "::1.2.3", "host.example",
  ])
  func `other text is refused`(text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test func `a mapped address is the IPv4 address`() {
    #expect(IPAddress("::ffff:192.0.2.1") == IPAddress("192.0.2.1"))
    #expect(IPAddress(ipv4: 0xc000_0201).description == "192.0.2.1")
  }

  @Test(arguments: [
    ("10.1.2.3", true), ("172.16.0.1", true), ("172.32.0.1", false), ("192.168.9.9", true),
    ("100.64.0.1", true), ("100.127.255.255", true), ("100.128.0.0", false), ("127.0.0.1", true),
    ("169.254.1.1", true), ("203.0.113.1", false), ("fd00::1", true), ("fe80::1", true),
    ("2001:db8::1", false), ("::1", true),
  ])
  func `inside ranges are told from public ones`(text: String, inside: Bool) throws {
    #expect(try #require(IPAddress(text)).isInsideRange == inside)
  }

  @Test func `every prefix and every changed byte is read or refused without a trap`() {
    for text in ["203.0.113.250", "2001:db8:1:2:3:4:5:6", "64:ff9b::192.0.2.33"] {
      let bytes = Array(text.utf8)
      for length in 0...bytes.count { _ = IPAddress(parsing: bytes.span.extracting(first: length)) }
      for index in bytes.indices {
        for value in UInt8.min...UInt8.max {
          var changed = bytes
          changed[index] = value
          if let address = IPAddress(parsing: changed.span) {
            #expect(IPAddress(address.description) == address)
          }
        }
      }
    }
  }
}
