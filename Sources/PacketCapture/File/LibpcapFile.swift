import CLibpcap
import NATModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The one owner of a libpcap handle, and the one place where its pointers become spans.
///
/// libpcap knows every format of capture that had its name: here those with longer record headers
/// and older versions. The handle owns the stdio stream under it; the feed outlives both.
@safe struct LibpcapFile: CaptureFile, ~Copyable {
  private let handle: OpaquePointer
  private let feed: ByteFeed
  /// What stdio reads into; outlives the stream.
  private let buffer: UnsafeMutablePointer<CChar>
  private static let bufferSize = 1 << 18
  /// Name as the user gave it.
  let name: String
  /// Link type as libpcap numbers it (DLT).
  let linkType: LinkType
  /// `pcap` or `pcapng`.
  let format: String

  var recognition: String {
    "libpcap reads it as \(format), link type \(linkType.rawValue)"
  }

  // Headers of records are of several lengths in the formats that are left to libpcap.
  var position: UInt64? { nil }

  var notes: CaptureNotes { CaptureNotes() }

  /// Opens a capture whose bytes come from elsewhere.
  static func open(feed: ByteFeed, name: String) throws(CaptureError) -> LibpcapFile {
    let cookie = unsafe Unmanaged.passUnretained(feed).toOpaque()
    let stream = unsafe natlens_open_stream(cookie) { cookie, buffer, size in
      guard let cookie = unsafe cookie, let buffer = unsafe buffer else { return -1 }
      let feed = unsafe Unmanaged<ByteFeed>.fromOpaque(cookie).takeUnretainedValue()
      let target = unsafe UnsafeMutableRawBufferPointer(start: buffer, count: Int(size))
      return unsafe numericCast(feed.fill(target))
    }
    guard let stream = unsafe stream else {
      throw CaptureError(name: name, reason: .cannotOpen(code: errno))
    }
    return unsafe try LibpcapFile(stream: stream, feed: feed, name: name)
  }

  private init(
    stream: UnsafeMutablePointer<FILE>, feed: ByteFeed, name: String
  ) throws(CaptureError) {
    // glibc takes the size only together with a buffer; its own would be one page.
    let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: LibpcapFile.bufferSize)
    unsafe setvbuf(stream, buffer, _IOFBF, LibpcapFile.bufferSize)
    var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
    let opened = unsafe message.withUnsafeMutableBufferPointer { buffer in
      unsafe pcap_fopen_offline_with_tstamp_precision(
        stream, UInt32(PCAP_TSTAMP_PRECISION_NANO), buffer.baseAddress)
    }
    guard let handle = unsafe opened else {
      unsafe fclose(stream)
      unsafe buffer.deallocate()
      let text = String(
        decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      throw CaptureError(name: name, reason: .notReadable(text))
    }
    unsafe self.handle = handle
    unsafe self.buffer = buffer
    self.feed = feed
    self.name = name
    self.linkType = LinkType(rawValue: unsafe pcap_datalink(handle))
    // A pcap file is of version 2.x, a pcapng section of version 1.x.
    self.format = unsafe pcap_major_version(handle) == 1 ? "pcapng" : "pcap"
  }

  deinit {
    unsafe pcap_close(handle)
    unsafe buffer.deallocate()
  }

  /// Plain bytes that the feed has given so far.
  var byteCount: UInt64 { feed.count }

  /// Reads the next packet and hands it over; false at the end of the file.
  ///
  /// The span is valid during the call only. Throws what libpcap says of a file that is damaged or
  /// cut off, or that it does not read any further.
  mutating func next(
    _ body: (PacketHeader, Span<UInt8>) -> Void
  ) throws(CaptureError) -> Bool {
    var header: UnsafeMutablePointer<pcap_pkthdr>?
    var data: UnsafePointer<UInt8>?
    let result = unsafe pcap_next_ex(handle, &header, &data)
    if result == PCAP_ERROR_BREAK {
      if feed.damage != nil { throw damage() }
      return false
    }
    guard result == 1, let header = unsafe header?.pointee else { throw damage() }
    var seconds = Int64(header.ts.tv_sec)
    // Classic files hold unsigned seconds, which libpcap reads as signed: 2038 to 2106.
    if seconds < 0, format == "pcap" { seconds += 1 << 32 }
    let time = Timestamp(seconds: seconds, nanoseconds: Int64(header.ts.tv_usec))
    let bytes = unsafe UnsafeBufferPointer(start: data, count: Int(header.caplen))
    body(PacketHeader(time: time, originalLength: Int(header.len)), unsafe bytes.span)
    return true
  }

  private func damage() -> CaptureError {
    // Behind a failed read stands what the source says; libpcap knows only that it failed.
    if let cause = feed.damage { return CaptureError(name: name, reason: .notReadable(cause)) }
    let text = unsafe pcap_geterr(handle).map { unsafe String(cString: $0) } ?? "unknown error"
    return CaptureError(name: name, reason: .notReadable(text))
  }
}
