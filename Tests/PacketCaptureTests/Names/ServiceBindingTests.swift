import NATModel
import Testing

@testable import PacketCapture

/// HTTPS and SVCB records, in responses read whole.
@Suite struct ServiceBindingTests {
  typealias Build = MessageBuilder

  func record(
    _ owner: [UInt8], priority: Int = 1, target: [UInt8] = [0], _ parameters: [UInt8] = [],
    type: Int = 65
  ) -> [UInt8] {
    Build.record(owner, type: type, PacketBuilder.uint16(priority) + target + parameters)
  }

  func parameter(_ key: Int, _ value: [UInt8]) -> [UInt8] { Build.extensionOf(key, value) }

  /// "name: addresses", with what was counted.
  func read(_ answers: [[UInt8]]) -> (text: String, counts: DNSReader.Counts) {
    var reader = DNSReader()
    var message = DNSReader.Message()
    let bytes = Build.response("a.test", answers: answers)
    let isGood = (try? reader.read(bytes.span, 0..<bytes.count, into: &message)) != nil
    let name = String(decoding: reader.name, as: UTF8.self)
    let list = reader.addresses.map(\.description).joined(separator: " ")
    return ("\(name): \(list)\(isGood ? "" : " malformed")", message.counts)
  }

  @Test("hints are addresses of the name asked for, whatever the target")
  func hints() {
    let both =
      parameter(1, [2, 0x68, 0x32])
      + parameter(4, PacketBuilder.bytes(.server) + PacketBuilder.bytes(.server2))
      + parameter(6, PacketBuilder.bytes(.server6))
    let expected = "a.test: 198.51.100.80 203.0.113.7 2001:db8:ffff::80"
    #expect(read([record(Build.pointer(12), both)]).text == expected)
    #expect(read([record(Build.pointer(12), target: Build.name("b.test"), both)]).text == expected)
    #expect(read([record(Build.name("b.test"), both)]).text == "a.test: ")
  }

  @Test("a target is an alias: its addresses count")
  func alias() {
    let answers = [
      record(Build.pointer(12), priority: 0, target: Build.name("b.test"), type: 64),
      Build.address(Build.name("b.test"), .server),
    ]
    let (text, counts) = read(answers)
    #expect(text == "a.test: 198.51.100.80")
    #expect(counts.services == 1 && counts.encryptedHelloKeys == 0)
  }

  @Test("keys for encrypted hellos are counted")
  func keys() {
    let counts = read([record(Build.pointer(12), parameter(5, [1, 2, 3]))]).counts
    #expect(counts.services == 1 && counts.encryptedHelloKeys == 1)
  }

  @Test("hints of a length that no address has are malformed; no variant traps")
  func hostile() {
    #expect(
      read([record(Build.pointer(12), parameter(4, [1, 2, 3]))]).text == "a.test:  malformed")
    #expect(read([record(Build.pointer(12), parameter(6, [1]))]).text == "a.test:  malformed")
    #expect(read([record(Build.pointer(12), [0, 1, 0, 9])]).text == "a.test:  malformed")
    let good = record(Build.pointer(12), parameter(4, PacketBuilder.bytes(.server)))
    variants(of: good) { bytes in _ = read([bytes]) }
  }
}
