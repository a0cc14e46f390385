import CLibpcap
import NATModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The one owner of a libpcap handle on an interface: packets as they come.
///
/// Needs the right to capture (root, or CAP_NET_RAW). It stops when `isWanted` says so, which is asked
/// at least ten times a second, or when a limit of its options is reached.
@safe struct LiveCapture: CaptureFile, ~Copyable {
  private let handle: OpaquePointer
  private let options: LiveOptions
  private let isWanted: () -> Bool
  private let writer: CaptureWriter?
  private var seen: UInt64 = 0
  private var bytes: UInt64 = 0
  private let began: Timestamp
  let linkType: LinkType

  /// How often waiting for packets is interrupted, in milliseconds.
  private static let patience: Int32 = 100

  /// Begins to capture.
  ///
  /// Throws ``CaptureError`` if the interface does not exist or may not be captured on, the filter is
  /// wrong, or the file cannot be written.
  init(
    _ options: LiveOptions, isWanted: @escaping () -> Bool
  ) throws(CaptureError) {
    var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
    let created = unsafe message.withUnsafeMutableBufferPointer { buffer in
      unsafe pcap_create(options.interface, buffer.baseAddress)
    }
    guard let handle = unsafe created else {
      let text = String(
        decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      throw CaptureError(name: options.interface, reason: .notReadable(text))
    }
    unsafe pcap_set_snaplen(handle, Int32(clamping: options.snapLength))
    unsafe pcap_set_promisc(handle, options.isPromiscuous ? 1 : 0)
    unsafe pcap_set_timeout(handle, LiveCapture.patience)
    unsafe pcap_set_buffer_size(handle, Int32(clamping: options.bufferSize))
    unsafe pcap_set_tstamp_precision(handle, Int32(PCAP_TSTAMP_PRECISION_NANO))
    var failure = unsafe LiveCapture.activate(handle, options)
    var writer: CaptureWriter?
    if failure == nil, let output = options.output {
      do throws(CaptureError) {
        writer = unsafe try CaptureWriter(output, handle: handle)
      } catch {
        failure = error
      }
    }
    if let failure {
      unsafe pcap_close(handle)
      throw failure
    }
    unsafe self.handle = handle
    self.options = options
    self.isWanted = isWanted
    self.writer = writer
    self.linkType = LinkType(rawValue: unsafe pcap_datalink(handle))
    began = LiveCapture.now()
  }

  deinit {
    writer?.close()
    unsafe pcap_close(handle)
  }

  private static func activate(_ handle: OpaquePointer, _ options: LiveOptions) -> CaptureError? {
    let status = unsafe pcap_activate(handle)
    guard status >= 0 else {
      if status == PCAP_ERROR_PERM_DENIED || status == PCAP_ERROR_PROMISC_PERM_DENIED {
        return CaptureError(name: options.interface, reason: .cannotOpen(code: EPERM))
      }
      if status == PCAP_ERROR_NO_SUCH_DEVICE {
        return CaptureError(name: options.interface, reason: .cannotOpen(code: ENODEV))
      }
      return unsafe CaptureError(
        name: options.interface, reason: .notReadable(words(of: handle)))
    }
    var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
    let isWaiting = unsafe message.withUnsafeMutableBufferPointer { buffer in
      unsafe pcap_setnonblock(handle, 1, buffer.baseAddress) != 0
    }
    guard !isWaiting else {
      return unsafe CaptureError(
        name: options.interface, reason: .notReadable(words(of: handle)))
    }
    guard !options.filter.isEmpty else { return nil }
    var program = unsafe bpf_program()
    guard
      unsafe pcap_compile(handle, &program, options.filter, 1, bpf_u_int32(PCAP_NETMASK_UNKNOWN))
        == 0
    else {
      return unsafe CaptureError(
        name: options.interface, reason: .notReadable("filter: \(words(of: handle))"))
    }
    defer { unsafe pcap_freecode(&program) }
    guard unsafe pcap_setfilter(handle, &program) == 0 else {
      return unsafe CaptureError(
        name: options.interface, reason: .notReadable("filter: \(words(of: handle))"))
    }
    return nil
  }

  var name: String { options.interface }
  var format: String { "live" }
  var recognition: String { "captured on \(options.interface), link type \(linkType.rawValue)" }
  var position: UInt64? { nil }
  var byteCount: UInt64 { bytes }

  var notes: CaptureNotes {
    var notes = CaptureNotes()
    let counts = counts
    notes.dropped = counts.dropped &+ counts.droppedByInterface
    return notes
  }

  /// What the system has counted so far, and the files written.
  var counts: LiveCounts {
    var counts = LiveCounts()
    var system = pcap_stat()
    if unsafe pcap_stats(handle, &system) == 0 {
      counts.received = UInt64(system.ps_recv)
      counts.dropped = UInt64(system.ps_drop)
      counts.droppedByInterface = UInt64(system.ps_ifdrop)
    }
    counts.files = writer?.files ?? []
    return counts
  }

  mutating func next(
    _ body: (PacketHeader, Span<UInt8>) -> Void
  ) throws(CaptureError) -> Bool {
    while isWanted(), seen < options.packets ?? .max {
      if let limit = options.duration, LiveCapture.now().since(began) >= limit { return false }
      var header: UnsafeMutablePointer<pcap_pkthdr>?
      var data: UnsafePointer<UInt8>?
      switch unsafe pcap_next_ex(handle, &header, &data) {
      case 0: waitForPackets()
      case 1:
        guard let header = unsafe header, let data = unsafe data else { continue }
        let kept = unsafe header.pointee
        let time = Timestamp(
          seconds: Int64(kept.ts.tv_sec), nanoseconds: Int64(kept.ts.tv_usec))
        seen += 1
        bytes += UInt64(kept.caplen)
        if let writer { unsafe try writer.write(header, data, at: time ?? began) }
        let buffer = unsafe UnsafeBufferPointer(start: data, count: Int(kept.caplen))
        body(PacketHeader(time: time, originalLength: Int(kept.len)), unsafe buffer.span)
        return true
      default:
        throw unsafe CaptureError(name: name, reason: .notReadable(words(of: handle)))
      }
    }
    return false
  }

  /// Waits until a packet is there, or for as long as patience lasts.
  ///
  /// libpcap's own waiting goes on until a packet comes on some systems, whatever its timeout.
  private func waitForPackets() {
    var ready = pollfd(
      fd: unsafe pcap_get_selectable_fd(handle), events: Int16(POLLIN), revents: 0)
    unsafe poll(&ready, 1, LiveCapture.patience)
  }

  private static func now() -> Timestamp {
    var instant = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &instant)
    return Timestamp(
      nanoseconds: Int64(instant.tv_sec) * 1_000_000_000 + Int64(instant.tv_nsec))
  }
}

/// What libpcap says went wrong.
func words(of handle: OpaquePointer) -> String {
  unsafe pcap_geterr(handle).map { unsafe String(cString: $0) } ?? "unknown error"
}
