import LogFormats

/// Opens a capture, compressed or not, as what it is.
enum OpenCapture {
  /// Opens a file and hands it over as the one or the other kind.
  ///
  /// Throws ``CaptureError`` if it is no capture, and what opening the file throws.
  static func reading<Result>(
    path: String, pcap: (inout PcapFile) throws -> Result,
    pcapng: (inout PcapngFile) throws -> Result
  ) throws -> Result {
    let feed = ByteFeed.from(try InputSource.open(path))
    if feed.peek(4) == PcapngFile.magic {
      var file = try PcapngFile.open(feed: feed, name: path)
      return try pcapng(&file)
    }
    var file = try PcapFile.open(feed: feed, name: path)
    return try pcap(&file)
  }
}
