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
  /// Answers that the headers of responses claim; a header may claim what is not there.
  package var dnsAnswers: UInt64 = 0
  /// A records in all sections of responses.
  package var dnsA: UInt64 = 0
  /// AAAA records in all sections of responses.
  package var dnsAAAA: UInt64 = 0
  /// CNAME records in all sections of responses.
  package var dnsCNAME: UInt64 = 0
  /// SVCB and HTTPS records (RFC 9460) in all sections of responses.
  package var dnsServices: UInt64 = 0
  /// Of these, those that publish a key for encrypted hellos (RFC 9848).
  package var dnsEncryptedHelloKeys: UInt64 = 0
  /// Multicast DNS and LLMNR messages: they ask neighbours, and their names are no sites.
  package var localNameMessages: UInt64 = 0
  /// DNS responses in the first fragment of a packet, read as far as the fragment goes.
  package var fragmentedDNS: UInt64 = 0
  /// ClientHellos over TCP (TLS), UDP (DTLS) and QUIC, one for each handshake.
  package var clientHellos: UInt64 = 0
  /// Hellos sent once more in the same handshake, after a HelloRetryRequest or a QUIC Retry.
  package var repeatedHellos: UInt64 = 0
  /// ClientHellos that carry an encrypted one (ECH, real or GREASE) or an encrypted name (ESNI).
  package var encryptedClientHellos: UInt64 = 0
  /// ClientHellos in QUIC; they are among ``clientHellos``.
  package var quicHellos: UInt64 = 0
  /// QUIC packets of type Initial, of both sides; those coalesced in one datagram count each.
  package var quicInitials: UInt64 = 0
  /// Initials that no keys opened: the capture began later, or it is another protocol.
  package var unopenedInitials: UInt64 = 0
  /// QUIC Retry packets.
  package var quicRetries: UInt64 = 0
  /// QUIC Version Negotiation packets.
  package var quicNegotiations: UInt64 = 0
  /// Hellos of Google's QUIC before the standard; they are no ClientHellos of TLS.
  package var googleQUICHellos: UInt64 = 0
  /// HTTP/1 requests seen at the start of a segment or behind another, and HTTP/2 requests of
  /// connections seen from their start.
  package var httpRequests: UInt64 = 0
  /// Distinct host names observed.
  package var hostNames: UInt64 = 0
  /// Distinct sites of these hosts: registrable domains, or hosts that have none; 0 if libpsl has no
  /// list.
  package var sites: UInt64 = 0
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
