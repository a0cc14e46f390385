package import NATModel

extension CaptureStatistics {
  /// Everything of interest beside packets and events that occurred: tags and tunnels, fragments,
  /// conversations, what names were looked for in, what the file says of itself.
  package var details: [InputReport.Detail] {
    var all: [(String, UInt64)] = [
      ("tcp_conversations", tcpConversations), ("udp_conversations", udpConversations),
      ("other_conversations", otherConversations), ("icmp_messages", icmpMessages),
    ]
    for (entry, count) in zip(Encapsulations.named, encapsulations) {
      all.append(("encapsulation_" + entry.name, count))
    }
    all += [
      ("fragments", fragments), ("joined_packets", joinedPackets),
      ("incomplete_packets", incompletePackets), ("overlapping_fragments", overlappingFragments),
      ("evicted_flows", evictedFlows), ("abandoned_streams", abandonedStreams),
      ("dropped_packets", notes.dropped), ("interfaces", notes.interfaces),
      ("resolved_names", notes.resolvedNames), ("decryption_secrets", notes.secrets),
      ("packets_without_time", notes.untimed),
    ]
    all += [
      ("dns_messages", dnsMessages), ("dns_responses", dnsResponses),
      ("dns_encrypted_hello_keys", dnsEncryptedHelloKeys),
      ("local_name_messages", localNameMessages), ("client_hellos", clientHellos),
      ("repeated_hellos", repeatedHellos), ("encrypted_client_hellos", encryptedClientHellos),
      ("quic_hellos", quicHellos), ("google_quic_hellos", googleQUICHellos),
      ("quic_initials", quicInitials), ("unopened_initials", unopenedInitials),
      ("quic_retries", quicRetries), ("quic_negotiations", quicNegotiations),
      ("http_requests", httpRequests), ("host_names", hostNames), ("sites", sites),
    ]
    return all.filter { $0.1 > 0 }.map { InputReport.Detail(name: $0.0, count: $0.1) }
  }
}
