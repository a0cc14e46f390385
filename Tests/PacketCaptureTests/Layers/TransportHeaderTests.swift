import NATModel
import Testing

@testable import PacketCapture

@Suite struct TransportHeaderTests {
  func decoded(_ proto: UInt8, _ payload: [UInt8]) -> (packet: IPPacket, fault: PacketFault?) {
    decode(PacketBuilder.ipv4(.client, .server, proto: proto, payload), link: .raw)
  }

  @Test("TCP: ports, sequence, flags, options, payload")
  func tcp() {
    let (packet, fault) = decoded(
      6,
      PacketBuilder.tcp(40000, 443, sequence: 0xffff_fff0, flags: 0x12, options: [1, 1, 1, 0], [5]))
    #expect(fault == nil)
    #expect(packet.line == "tcp 100.64.0.1:40000 > 198.51.100.80:443 45 1+0")
    #expect(packet.sequence == 0xffff_fff0)
    #expect(packet.tcpFlags == [.syn, .ack])
  }

  @Test("a TCP header longer than its packet, or shorter than one can be, is malformed")
  func tcpMalformed() {
    var bytes = PacketBuilder.tcp(1, 2)
    bytes[12] = 0x60
    #expect(decoded(6, bytes).fault == .malformed)
    bytes[12] = 0x40
    #expect(decoded(6, bytes).fault == .malformed)
    #expect(decoded(6, Array(bytes[..<19])).fault == .malformed)
  }

  @Test("TCP options cut by the snap length cost only the payload")
  func tcpCut() {
    let bytes = PacketBuilder.ipv4(
      .client, .server, proto: 6, PacketBuilder.tcp(1, 2, options: [1, 1, 1, 1], [5, 6]))
    let (packet, fault) = decode(Array(bytes[..<42]), link: .raw, originalLength: bytes.count)
    #expect(fault == nil)
    #expect(packet.payload.isEmpty)
    #expect(packet.missing == 2)
  }

  @Test("UDP: the shorter of its own and the IP length counts")
  func udp() {
    #expect(decoded(17, PacketBuilder.udp(1, 2, length: 9, [5, 6, 7])).packet.payload.count == 1)
    #expect(decoded(17, PacketBuilder.udp(1, 2, length: 0, [5, 6, 7])).packet.payload.count == 3)
    #expect(decoded(17, PacketBuilder.udp(1, 2, length: 7, [5, 6, 7])).fault == .malformed)
    #expect(decoded(17, PacketBuilder.udp(1, 2, length: 12, [5, 6, 7])).fault == .malformed)
  }

  @Test("ICMP queries carry an identifier in place of ports, other messages do not")
  func icmp() {
    let request = decoded(1, PacketBuilder.icmp(8, identifier: 321)).packet
    #expect(request.content == .icmpQuery)
    #expect(request.sourcePort == 321)
    #expect(!request.isReply)
    #expect(decoded(1, PacketBuilder.icmp(0, identifier: 321)).packet.isReply)
    #expect(decoded(1, PacketBuilder.icmp(3, identifier: 0)).packet.content == .icmpOther)
    let reply = PacketBuilder.ipv6(
      .server6, .client6, next: 58, PacketBuilder.icmp(129, identifier: 5))
    #expect(decode(reply, link: .raw).packet.isReply)
    let neighbour = PacketBuilder.ipv6(
      .server6, .client6, next: 58, PacketBuilder.icmp(135, identifier: 5))
    #expect(decode(neighbour, link: .raw).packet.content == .icmpOther)
  }
}
