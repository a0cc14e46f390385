import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A running nfcapd that datagrams are sent to, and nfdump's reading of what it stored.
final class NfdumpCollector {
  private let process = Process()
  private let folder: URL
  private let port: UInt16

  /// True where both tools are installed.
  static let isInstalled = ["nfcapd", "nfdump"].allSatisfy { Tool.path($0) != nil }

  /// Starts a collector on a loopback port of its own.
  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "natlens-nfcapd-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    port = UInt16.random(in: 20_000..<60_000)
    process.executableURL = URL(filePath: Tool.path("nfcapd") ?? "")
    process.arguments = [
      "-b", "127.0.0.1", "-p", "\(port)", "-w", folder.path(), "-t", "3600", "-B", "4000000",
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try Tool.run(process)
    Thread.sleep(forTimeInterval: 0.8)
  }

  /// Sends messages, stops the collector, and returns its records.
  func records(of messages: [[UInt8]]) throws -> [[String: Any]] {
    defer { try? FileManager.default.removeItem(at: folder) }
    try store(messages)
    return try stored()
  }

  /// Sends messages, stops the collector, and lets nfreplay send what it stored as NetFlow v5 to a
  /// port of this machine; returns its records.
  func replay(_ messages: [[UInt8]], to port: UInt16) throws -> [[String: Any]] {
    defer { try? FileManager.default.removeItem(at: folder) }
    try store(messages)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path())
    for file in files where file.hasPrefix("nfcapd.") {
      _ = try Tool.output(
        "nfreplay",
        ["-r", folder.appending(path: file).path(), "-v", "5", "-H", "127.0.0.1", "-p", "\(port)"])
    }
    return try stored()
  }

  private func store(_ messages: [[UInt8]]) throws {
    let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    for message in messages {
      _ = unsafe withUnsafePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { target in
          unsafe sendto(
            descriptor, message, message.count, 0, target,
            socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      usleep(2000)
    }
    Thread.sleep(forTimeInterval: 0.5)
    process.terminate()
    for _ in 0..<100 where process.isRunning { Thread.sleep(forTimeInterval: 0.05) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  private func stored() throws -> [[String: Any]] {
    let text = try Tool.output(
      "nfdump", ["-R", folder.path(), "-q", "-o", "json"])
    // Told to be quiet, nfdump leaves out the brackets around its records.
    let array = text.hasPrefix("[") ? text : "[" + text + "]"
    let object = try JSONSerialization.jsonObject(with: Data(array.utf8))
    return object as? [[String: Any]] ?? []
  }
}

/// A program of the system.
enum Tool {
  /// Where a program is, or `nil`.
  static func path(_ name: String) -> String? {
    ["/usr/bin/", "/usr/local/bin/", "/opt/homebrew/bin/", "/usr/sbin/"].map { $0 + name }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Starts a program that signals reach: threads of tests block them, and a child inherits that.
  static func run(_ process: Process) throws {
    var none = sigset_t()
    var before = sigset_t()
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    try process.run()
  }

  /// What a program prints on its standard output.
  static func output(_ name: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: path(name) ?? "")
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try run(process)
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
