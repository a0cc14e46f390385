import NATModel
import Testing

@testable import PacketCapture

@Suite struct DNSReaderTests {
  typealias Build = MessageBuilder

  /// "name: addresses", with the fault behind it if there is one.
  func read(_ bytes: [UInt8]) -> String {
    var reader = DNSReader()
    var message = DNSReader.Message()
    var fault = ""
    do throws(MessageFault) {
      try reader.read(bytes.span, 0..<bytes.count, into: &message)
    } catch {
      fault = error == .malformed ? " malformed" : " more"
    }
    let name = String(decoding: reader.name, as: UTF8.self)
    return "\(name): \(reader.addresses.map(\.description).joined(separator: " "))\(fault)"
  }

  @Test("addresses of the name asked for, each once, in order")
  func addresses() {
    let bytes = Build.response(
      "WWW.Example.test",
      answers: [
        Build.address(Build.pointer(12), .server), Build.address(Build.pointer(12), .server6),
        Build.address(Build.pointer(12), .server),
        Build.address(Build.name("www.example.TEST"), .server2),
      ], authority: [Build.address(Build.pointer(12), .client)])
    #expect(read(bytes) == "www.example.test: 198.51.100.80 2001:db8:ffff::80 203.0.113.7")
  }

  @Test("aliases are followed in any order, other names are not taken")
  func aliases() {
    let first = Build.record(Build.pointer(12), type: 5, Build.name("b.test"))
    let second = Build.record(Build.name("b.test"), type: 5, Build.name("c.test"))
    let end = Build.address(Build.name("c.test"), .server)
    let stray = Build.address(Build.name("d.test"), .server2)
    for answers in [[first, second, end, stray], [stray, end, second, first]] {
      #expect(read(Build.response("a.test", answers: answers)) == "a.test: 198.51.100.80")
    }
  }

  @Test("aliases in a circle end")
  func circle() {
    let answers = [
      Build.record(Build.pointer(12), type: 5, Build.name("b.test")),
      Build.record(Build.name("b.test"), type: 5, Build.name("a.test")),
      Build.address(Build.name("b.test"), .server),
    ]
    #expect(read(Build.response("a.test", answers: answers)) == "a.test: 198.51.100.80")
  }

  @Test("more aliases or addresses than are kept do no harm")
  func many() {
    let chain = (0..<40).map { index in
      Build.record(
        Build.name("n\(index).test"), type: 5, Build.name("n\(index + 1).test"))
    }
    #expect(
      read(
        Build.response(
          "n0.test", answers: chain + [Build.address(Build.name("n5.test"), .server)]))
        == "n0.test: 198.51.100.80")
    let addresses = (0..<600).map {
      Build.address(Build.pointer(12), IPAddress(ipv4: 0x0a00_0000 + UInt32($0)))
    }
    var reader = DNSReader()
    var message = DNSReader.Message()
    let bytes = Build.response("a.test", answers: addresses)
    #expect(throws: Never.self) {
      try reader.read(bytes.span, 0..<bytes.count, into: &message)
    }
    #expect(reader.addresses.count == DNSReader.maximumAddresses)
    #expect(message.counts.a == 600)
  }

  @Test("a message that claims more records than it holds keeps those it holds")
  func claims() {
    let answers = [Build.address(Build.pointer(12), .server)]
    #expect(
      read(Build.response("a.test", answers: answers, claims: 9))
        == "a.test: 198.51.100.80 malformed")
  }

  @Test("pointers forward, to themselves and in circles are malformed")
  func pointers() {
    let header = Build.response("a.test", answers: []).count
    for target in [header, header + 2, 0x3fff] {
      let record = Build.address(Build.pointer(target), .server)
      #expect(read(Build.response("a.test", answers: [record])) == "a.test:  malformed")
    }
    let label = Build.record([0x80, 1], type: 1, [1, 2, 3, 4])
    #expect(read(Build.response("a.test", answers: [label])) == "a.test:  malformed")
  }

  @Test("names that are too long are malformed, dots in labels are escaped")
  func names() {
    let long = (0..<50).map { _ in "abcde" }.joined(separator: ".")
    #expect(read(Build.response(long, answers: [])) == ":  malformed")
    let label: [UInt8] = [3, 0x61, 0x2e, 0x62, 0]
    let question = PacketBuilder.uint16(1) + PacketBuilder.uint16(1)
    let bytes = Array(Build.response("a", answers: [])[..<12]) + label + question
    #expect(read(bytes) == #"a\046b: "#)
  }

  @Test("queries and other opcodes bind nothing")
  func others() {
    let answers = [Build.address(Build.pointer(12), .server)]
    #expect(read(Build.response("a.test", answers: answers, flags: 0x0100)) == ": ")
    #expect(read(Build.response("a.test", answers: answers, flags: 0xa800)) == ": ")
  }

  @Test("a prefix never gives an address that the whole does not, and no variant traps")
  func hostile() {
    let answers = [
      Build.record(Build.pointer(12), type: 5, [1, 0x62] + Build.pointer(14)),
      Build.address([1, 0x62] + Build.pointer(14), .server),
      Build.address(Build.pointer(12), .server6),
    ]
    let good = Build.response("a.test", answers: answers)
    #expect(read(good) == "a.test: 198.51.100.80 2001:db8:ffff::80")
    for length in 0..<good.count { #expect(read(Array(good[..<length])).hasSuffix("malformed")) }
    variants(of: good) { bytes in _ = read(bytes) }
  }
}
