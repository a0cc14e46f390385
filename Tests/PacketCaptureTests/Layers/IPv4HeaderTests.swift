import NATModel
import Testing

@testable import PacketCapture

@Suite struct IPv4HeaderTests {
  let datagram = PacketBuilder.udp(1, 2, [9, 9])

  @Test("options are passed over")
  func options() {
    let bytes = PacketBuilder.ipv4(
      .client, .server, proto: 17, options: [UInt8](repeating: 1, count: 40), datagram)
    #expect(decode(bytes, link: .raw).packet.line == "udp 100.64.0.1:1 > 198.51.100.80:2 70 2+0")
  }

  @Test("a total length of 0 means to the end of the frame")
  func offload() {
    let bytes = PacketBuilder.ipv4(.client, .server, proto: 17, length: 0, datagram)
    #expect(decode(bytes, link: .raw).packet.length == 30)
  }

  @Test("a total length beyond the frame counts as cut, inside another packet as malformed")
  func tooLong() {
    let bytes = PacketBuilder.ipv4(
      .client, .server, proto: 17, length: 500, PacketBuilder.udp(1, 2, length: 480, [9, 9]))
    let (packet, fault) = decode(bytes, link: .raw)
    #expect(fault == nil)
    #expect(packet.missing == 470)
    let nested = PacketBuilder.ipv4(.client2, .server2, proto: 4, bytes)
    #expect(decode(nested, link: .raw).fault == .malformed)
  }

  @Test("lengths that cannot be are malformed")
  func malformed() {
    let good = PacketBuilder.ipv4(.client, .server, proto: 17, datagram)
    var bytes = good
    bytes[0] = 0x44
    #expect(decode(bytes, link: .ipv4).fault == .malformed)
    bytes = good
    bytes[0] = 0x55
    #expect(decode(bytes, link: .ipv4).fault == .malformed)
    #expect(
      decode(PacketBuilder.ipv4(.client, .server, proto: 17, length: 19, datagram), link: .raw)
        .fault == .malformed)
    #expect(
      decode(PacketBuilder.ipv4(.client, .server, proto: 17, length: 22, datagram), link: .raw)
        .fault == .malformed)
  }

  @Test("a fragment says where it belongs and what it carries")
  func fragments() {
    let first = decode(
      PacketBuilder.ipv4(
        .client, .server, proto: 17, fragment: 0x2000,
        PacketBuilder.udp(53, 4000, length: 3000, [1, 2, 3, 4, 5, 6, 7, 8])), link: .raw
    ).packet
    #expect(first.fragment == .first)
    #expect(first.payload == 20..<36)
    #expect(!first.isLastFragment)
    #expect(first.identification == 77)
    let later = decode(
      PacketBuilder.ipv4(.client, .server, proto: 17, fragment: 0x0001, datagram), link: .raw
    ).packet
    #expect(later.fragment == .later)
    #expect(later.fragmentOffset == 8)
    #expect(later.content == .ip)
    let odd = PacketBuilder.ipv4(.client, .server, proto: 17, fragment: 0x2001, [1, 2, 3])
    #expect(decode(odd, link: .raw).fault == .malformed)
    let far = PacketBuilder.ipv4(
      .client, .server, proto: 17, fragment: 0x1fff, [UInt8](repeating: 0, count: 16))
    #expect(decode(far, link: .raw).fault == .malformed)
  }
}
