import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A running `natlens capture --ipfix`, and the datagrams that are sent to it.
final class ListeningRun {
  private let process = Process()
  private let output: TemporaryFile
  private let errors: TemporaryFile
  private let isIPv6: Bool
  /// The port that it was given, once it receives.
  private(set) var port: UInt16 = 0

  /// Starts on a loopback address and waits until it receives.
  init(_ address: String, _ arguments: [String]) throws {
    isIPv6 = address.contains(":")
    output = try TemporaryFile(name: "output")
    errors = try TemporaryFile(name: "errors")
    process.executableURL = NatlensRun.executable
    process.arguments =
      ["capture", "--ipfix", isIPv6 ? "[\(address)]:0" : "\(address):0"] + arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output.url)
    process.standardError = try FileHandle(forWritingTo: errors.url)
    try ListeningRun.start(process)
    for _ in 0..<200 where port == 0 {
      let words = try text(errors).split(separator: "\n").first?.split(separator: " ") ?? []
      port = words.last.flatMap { UInt16($0) } ?? 0
      if port == 0 { Thread.sleep(forTimeInterval: 0.05) }
    }
    let said = try text(errors)
    try #require(port > 0, "it does not receive: \(said)")
  }

  /// Sends datagrams from one socket.
  func send(_ messages: [[UInt8]]) throws {
    let descriptor = socket(isIPv6 ? AF_INET6 : AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    defer { close(descriptor) }
    var four = sockaddr_in()
    four.sin_family = sa_family_t(AF_INET)
    four.sin_port = port.bigEndian
    four.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var six = sockaddr_in6()
    six.sin6_family = sa_family_t(AF_INET6)
    six.sin6_port = port.bigEndian
    six.sin6_addr = in6addr_loopback
    let connected =
      isIPv6
      ? unsafe withUnsafeBytes(of: &six) { unsafe ListeningRun.connect(descriptor, $0) }
      : unsafe withUnsafeBytes(of: &four) { unsafe ListeningRun.connect(descriptor, $0) }
    try #require(connected == 0)
    for message in messages {
      #expect(unsafe Glibc.send(descriptor, message, message.count, 0) == message.count)
      usleep(2000)
    }
  }

  /// Waits until so many lines of events were written.
  func waitForLines(_ count: Int) throws {
    for _ in 0..<200 where try text(output).count(where: { $0 == "\n" }) < count {
      Thread.sleep(forTimeInterval: 0.05)
    }
  }

  /// Interrupts it as Ctrl-C does.
  func interrupt() { kill(process.processIdentifier, SIGINT) }

  /// Its end: status and whole output.
  func end() throws -> (status: Int32, output: String, errors: String) {
    for _ in 0..<400 where process.isRunning { Thread.sleep(forTimeInterval: 0.05) }
    if process.isRunning {
      kill(process.processIdentifier, SIGKILL)
      Issue.record("it does not end")
    }
    process.waitUntilExit()
    return (process.terminationStatus, try text(output), try text(errors))
  }

  private func text(_ file: TemporaryFile) throws -> String {
    String(decoding: try Data(contentsOf: file.url), as: UTF8.self)
  }

  private static func connect(_ descriptor: Int32, _ name: UnsafeRawBufferPointer) -> Int32 {
    guard let base = name.baseAddress else { return -1 }
    return unsafe Glibc.connect(
      descriptor, base.assumingMemoryBound(to: sockaddr.self), socklen_t(name.count))
  }

  /// Starts a program that signals reach: threads of tests block them, and a child inherits that.
  private static func start(_ process: Process) throws {
    var none = sigset_t()
    var before = sigset_t()
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    try process.run()
  }
}
