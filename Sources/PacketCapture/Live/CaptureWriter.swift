import CLibpcap
import NATModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes captured packets to files, one after the other; owns libpcap's writer of the current one.
@safe final class CaptureWriter {
  private let output: CaptureOutput
  private let handle: OpaquePointer
  private var dumper: OpaquePointer?
  private var number = 0
  private var written: UInt64 = 0
  private var began: Timestamp?
  /// Files that are there, in order.
  private(set) var files: [String] = []

  /// A record of a packet has a header of 16 octets, a file one of 24.
  private static let recordHeader: UInt64 = 16
  private static let fileHeader: UInt64 = 24

  /// A writer of what a handle captures, which outlives it; the first file is opened at once unless
  /// its name depends on its first packet.
  init(_ output: CaptureOutput, handle: OpaquePointer) throws(CaptureError) {
    self.output = output
    unsafe self.handle = handle
    if !output.isRotating { try open(output.path) }
  }

  /// Writes a packet, to another file if it is time for one.
  func write(
    _ header: UnsafePointer<pcap_pkthdr>, _ data: UnsafePointer<UInt8>, at time: Timestamp
  ) throws(CaptureError) {
    let size = unsafe UInt64(header.pointee.caplen) + CaptureWriter.recordHeader
    if output.isRotating, unsafe dumper == nil || isFull(with: size, at: time) {
      try rotate(at: time)
    }
    guard let dumper = unsafe dumper else { return }
    unsafe pcap_dump(UnsafeMutablePointer<u_char>(dumper), header, data)
    written += size
  }

  /// Ends the current file.
  func close() {
    if let dumper = unsafe dumper { unsafe pcap_dump_close(dumper) }
    unsafe dumper = nil
  }

  deinit { close() }

  private func isFull(with size: UInt64, at time: Timestamp) -> Bool {
    if let limit = output.maximumBytes, written + size > limit,
      written > CaptureWriter.fileHeader
    {
      return true
    }
    guard let limit = output.maximumDuration, let began else { return false }
    return time.since(began) >= limit
  }

  private func rotate(at time: Timestamp) throws(CaptureError) {
    close()
    number += 1
    began = time
    try open(path(at: time))
    guard let limit = output.maximumFiles else { return }
    while files.count > max(1, limit) {
      unsafe unlink(files.removeFirst())
    }
  }

  private func path(at time: Timestamp) -> String {
    let stamp = time.rfc3339(fractionDigits: 0).filter { $0 != "-" && $0 != ":" }
    let digits = String(number)
    let padded = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    let name = output.path
    guard let dot = name.lastIndex(of: "."), !name[dot...].contains("/") else {
      return "\(name)-\(padded)-\(stamp)"
    }
    return "\(name[..<dot])-\(padded)-\(stamp)\(name[dot...])"
  }

  private func open(_ path: String) throws(CaptureError) {
    guard let opened = unsafe pcap_dump_open(handle, path) else {
      throw unsafe CaptureError(name: path, reason: .notReadable(words(of: handle)))
    }
    unsafe dumper = opened
    written = CaptureWriter.fileHeader
    files.append(path)
  }
}
