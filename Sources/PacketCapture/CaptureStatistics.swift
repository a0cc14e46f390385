/// Counts over one capture, beside its events: what the packets were and what was found in them.
package struct CaptureStatistics: Sendable, Equatable {
  /// Packets read from the file, good or bad.
  package var packets: UInt64 = 0
  /// What the file says beside its packets.
  package var notes = CaptureNotes()
  /// Packets that hold an IP packet.
  package var ipPackets: UInt64 = 0
  /// IP fragments.
  package var fragments: UInt64 = 0
  /// IP packets made whole out of fragments.
  package var joinedPackets: UInt64 = 0
  /// IP packets given up because fragments did not come, contradicted each other or had no room.
  package var incompletePackets: UInt64 = 0
  /// Fragments that overlapped others of their packet, or contradicted its length.
  package var overlappingFragments: UInt64 = 0
  /// Packets with each kind of tag or tunnel, in the order of ``Encapsulations/named``.
  package var encapsulations = [UInt64](repeating: 0, count: Encapsulations.named.count)
  /// ICMP messages that are no query (errors, neighbour discovery); they join no flow.
  package var icmpMessages: UInt64 = 0
  /// TCP connections: a new SYN on the same addresses and ports begins another one.
  package var tcpConversations: UInt64 = 0
  /// UDP conversations; one that goes on after its timeout counts again.
  package var udpConversations: UInt64 = 0
  /// Flows of other protocols.
  package var otherConversations: UInt64 = 0
  /// Flows given up because the table was full.
  package var evictedFlows: UInt64 = 0
  /// Where it was taken, as the addresses of its flows tell.
  package var sides = CaptureSide.Tally()
  /// DNS messages, queries and responses, over UDP and TCP port 53.
  package var dnsMessages: UInt64 = 0
  /// DNS messages that are responses.
  package var dnsResponses: UInt64 = 0
  /// A records in all sections of responses.
  package var dnsA: UInt64 = 0
  /// AAAA records in all sections of responses.
  package var dnsAAAA: UInt64 = 0
  /// CNAME records in all sections of responses.
  package var dnsCNAME: UInt64 = 0
  /// DNS responses in the first fragment of a packet, read as far as the fragment goes.
  package var fragmentedDNS: UInt64 = 0
  /// TLS ClientHellos over TCP; a second one after a HelloRetryRequest counts again.
  package var clientHellos: UInt64 = 0
  /// ClientHellos that were seen to carry encrypted_client_hello (0xfe0d), real or GREASE.
  package var encryptedClientHellos: UInt64 = 0
  /// HTTP/1 requests seen at the start of a segment.
  package var httpRequests: UInt64 = 0
  /// Streams of which a name could not be read because bytes were missing or the memory was full.
  package var abandonedStreams: UInt64 = 0

  /// Nothing counted yet.
  package init() {}

  /// Counts the tags and tunnels of a packet.
  mutating func note(_ kinds: Encapsulations) {
    for (index, entry) in Encapsulations.named.enumerated() where kinds.contains(entry.kind) {
      encapsulations[index] += 1
    }
  }
}
