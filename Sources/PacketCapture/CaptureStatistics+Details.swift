package import NATModel

extension CaptureStatistics {
  /// Everything of interest beside packets and events that occurred: tags and tunnels, fragments,
  /// conversations, what the file says of itself.
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
    return all.filter { $0.1 > 0 }.map { InputReport.Detail(name: $0.0, count: $0.1) }
  }
}
