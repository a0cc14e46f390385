/// What the first (decompressed) bytes of an input show it to be; the raw value is printed.
package enum InputKind: String, CaseIterable, Sendable {
  /// No bytes at all.
  case empty
  /// Lines of text.
  case text
  /// A packet capture in the classic libpcap format, either byte order, micro- or nanoseconds.
  case pcap
  /// A packet capture in the pcapng format.
  case pcapng
  /// Stored export messages: IPFIX (RFC 7011), NetFlow v9 (RFC 3954) or NetFlow v5.
  case flowExport = "flow-export"
  /// A file of nfcapd, which only nfdump reads.
  case nfcapd
  /// Bytes that are neither text nor a format known here.
  case unknown

  /// Tells the kind from the first bytes: magic numbers first, then whether it can be text.
  ///
  /// Text may hold a few NUL or control bytes; with more than one in eight it is not text. UTF-16 is
  /// not text here.
  package init(head: Span<UInt8>) {
    guard !head.isEmpty else {
      self = .empty
      return
    }
    let word = InputKind.bigEndian(head, at: 0, count: 4)
    switch word {
    case 0xa1b2_c3d4, 0xd4c3_b2a1, 0xa1b2_3c4d, 0x4d3c_b2a1: self = .pcap
    case 0x0a0d_0d0a: self = .pcapng
    // 0xA50C in either byte order, then the version of the layout (nfdump 1.6: 1, 1.7: 2).
    case 0x0ca5_0100, 0x0ca5_0200, 0xa50c_0001, 0xa50c_0002: self = .nfcapd
    default: self = InputKind.isFlowExport(head) ? .flowExport : InputKind.textOrUnknown(head)
    }
  }

  private static func isFlowExport(_ head: Span<UInt8>) -> Bool {
    let count = bigEndian(head, at: 2, count: 2)
    switch bigEndian(head, at: 0, count: 2) {
    // IPFIX: total length, then a time in the years 1990 to 2105. What follows may be damaged.
    case 10:
      return head.count >= 16 && count >= 16 && bigEndian(head, at: 4, count: 4) >> 24 >= 0x26
    case 9:  // NetFlow v9: count of records, then the first flow set's id
      let set = bigEndian(head, at: 20, count: 2)
      return head.count >= 24 && count > 0 && (set == 0 || set == 1 || set >= 256)
    case 5: return head.count >= 24 && (1...30).contains(count)
    default: return false
    }
  }

  private static func textOrUnknown(_ head: Span<UInt8>) -> InputKind {
    let first = bigEndian(head, at: 0, count: 2)
    if first == 0xfffe || first == 0xfeff { return .unknown }
    let looked = min(head.count, 4096)
    var odd = 0
    for index in 0..<looked {
      let byte = head[index]
      if byte < 0x20, byte != 0x09, byte != 0x0a, byte != 0x0d, byte != 0x1b { odd += 1 }
    }
    return odd * 8 > looked ? .unknown : .text
  }

  /// An unsigned number of up to four octets, or 0 if the bytes end before it does.
  private static func bigEndian(_ bytes: Span<UInt8>, at start: Int, count: Int) -> UInt32 {
    guard start + count <= bytes.count else { return 0 }
    var value: UInt32 = 0
    for index in start..<start + count { value = value << 8 | UInt32(bytes[index]) }
    return value
  }
}
