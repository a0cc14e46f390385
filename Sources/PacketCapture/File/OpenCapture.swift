import LogFormats

/// Opens a capture, compressed or not, as what it is.
enum OpenCapture {
  /// Which reader a capture needs.
  enum Form {
    /// ``PcapFile``.
    case pcap
    /// ``PcapngFile``.
    case pcapng
    /// ``LibpcapFile``: whatever else libpcap may know.
    case other

    /// The form that the first bytes of a feed show; they stay to be read.
    init(_ feed: ByteFeed) {
      let head = feed.peek(PcapFile.headLength)
      if head.starts(with: PcapngFile.magic) {
        self = .pcapng
      } else {
        self = PcapFile.canRead(head) ? .pcap : .other
      }
    }
  }

  /// Opens a file and hands it over as the one or the other kind.
  ///
  /// Throws ``CaptureError`` if it is no capture, and what opening the file throws.
  static func reading<Result>(
    path: String, pcap: (inout PcapFile) throws -> Result,
    pcapng: (inout PcapngFile) throws -> Result, other: (inout LibpcapFile) throws -> Result
  ) throws -> Result {
    let feed = ByteFeed.from(try InputSource.open(path))
    switch Form(feed) {
    case .pcap:
      var file = try PcapFile(feed: feed, name: path)
      return try pcap(&file)
    case .pcapng:
      var file = try PcapngFile.open(feed: feed, name: path)
      return try pcapng(&file)
    case .other:
      var file = try LibpcapFile.open(feed: feed, name: path)
      return try other(&file)
    }
  }
}
