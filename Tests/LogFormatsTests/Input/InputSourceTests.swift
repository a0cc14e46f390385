import Foundation
import LogFormats
import NATModel
import Testing

/// Compresses with the command of the same name, as logs are in practice.
func compressed(_ bytes: [UInt8], with command: String) throws -> [UInt8] {
  let plain = try ScratchFile(bytes)
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = [command, "-c", plain.path]
  let pipe = Pipe()
  process.standardOutput = pipe
  try process.run()
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
  return Array(data)
}

/// True if a command can be run.
func hasCommand(_ name: String) -> Bool {
  (try? compressed([1], with: name))?.isEmpty == false
}

@Suite struct InputSourceTests {
  /// Reads everything in pieces of a size.
  private func readAll(_ path: String, piece: Int = 1000) throws -> (
    bytes: [UInt8], damage: String?
  ) {
    var source = try InputSource.open(path)
    var buffer = [UInt8](repeating: 0, count: piece)
    var result: [UInt8] = []
    while true {
      let count = try source.read(into: &buffer, range: 0..<piece)
      if count == 0 { return (result, source.damage) }
      result.append(contentsOf: buffer[0..<count])
    }
  }

  private func material(_ count: Int) -> [UInt8] {
    var random = SeededGenerator(seed: 3)
    return (0..<count).map { _ in "abcdef \n".utf8.randomElement(using: &random) ?? 0 }
  }

  @Test func plainFile() throws {
    let bytes = material(200_000)
    let file = try ScratchFile(bytes)
    #expect(try readAll(file.path) == (bytes, nil))
    let source = try InputSource.open(file.path)
    #expect(source.kind == .text && source.compression == nil && source.size == 200_000)
    #expect(source.modified != nil)
  }

  @Test(arguments: ["gzip", "zstd", "xz", "bzip2"])
  func compressedFilesAndSeveralInOne(command: String) throws {
    guard hasCommand(command) else { return }
    let bytes = material(300_000)
    let parts = [Array(bytes[..<100_000]), Array(bytes[100_000...])]
    let joined = try parts.flatMap { try compressed($0, with: command) }
    let file = try ScratchFile(joined)
    #expect(try InputSource.open(file.path).compression?.rawValue == command)
    for piece in [1, 7, 100_000] where piece > 1 || command != "zstd" {
      #expect(try readAll(file.path, piece: piece) == (bytes, nil))
    }
    // Highly compressible: output outlives input.
    let zeros = [UInt8](repeating: 0x41, count: 3_000_000)
    let small = try ScratchFile(try compressed(zeros, with: command))
    #expect(try readAll(small.path, piece: 4096) == (zeros, nil))
  }

  @Test(arguments: ["gzip", "zstd", "xz", "bzip2"])
  func cutAndDamagedStreamsKeepWhatCameBefore(command: String) throws {
    guard hasCommand(command) else { return }
    let bytes = material(400_000)
    let whole = try compressed(bytes, with: command)
    for cut in stride(from: 12, to: whole.count, by: whole.count / 23) {
      let file = try ScratchFile(Array(whole[..<cut]))
      let (read, damage) = try readAll(file.path)
      #expect(damage != nil && bytes.starts(with: read))
    }
    var random = SeededGenerator(seed: 5)
    for _ in 0..<40 {
      var damaged = whole
      damaged[Int.random(in: 4..<whole.count, using: &random)] ^=
        1
        << UInt8.random(
          in: 0..<8, using: &random)
      let file = try ScratchFile(damaged)
      let (read, _) = try readAll(file.path)
      #expect(read.count <= bytes.count + 1 << 18)
    }
    let garbage = try ScratchFile(whole + [1, 2, 3])
    let (read, damage) = try readAll(garbage.path)
    #expect(read == bytes && damage != nil)
    if command == "gzip" || command == "xz" {
      let padded = try ScratchFile(whole + [UInt8](repeating: 0, count: 512))
      #expect(try readAll(padded.path) == (bytes, nil))
    }
  }

  /// Why a file cannot be opened, or `nil` if it can.
  private func refusal(_ path: String) -> InputError.Reason? {
    do throws(InputError) {
      _ = try InputSource.open(path)
      return nil
    } catch {
      return error.reason
    }
  }

  @Test func errorsAreToldApart() throws {
    #expect(refusal("/nonexistent/x") == .missing)
    #expect(refusal("/") == .isDirectory)
  }

  private static let heads: [(bytes: [UInt8], kind: InputKind)] = {
    let ipfix: [UInt8] =
      [0, 10, 0, 40, 0x6a, 0, 0, 0] + [UInt8](repeating: 0, count: 8) + [0, 2, 0, 24]
    let version9: [UInt8] = [0, 9, 0, 2] + [UInt8](repeating: 0, count: 16) + [1, 0, 0, 24]
    return [
      ([], .empty), ([0xd4, 0xc3, 0xb2, 0xa1, 2, 0], .pcap),
      ([0xa1, 0xb2, 0x3c, 0x4d, 0, 2], .pcap), ([0x0a, 0x0d, 0x0d, 0x0a, 0, 0], .pcapng),
      (ipfix, .flowExport), (version9, .flowExport),
      (Array("\u{feff}May 1 12:00:00 a\0b".utf8), .text), ([0xff, 0xfe, 0x41, 0], .unknown),
      ([1, 2, 3, 4, 5, 6, 7, 8], .unknown),
    ]
  }()

  @Test(arguments: InputSourceTests.heads)
  func kinds(bytes: [UInt8], kind: InputKind) throws {
    let file = try ScratchFile(bytes)
    let source = try InputSource.open(file.path)
    #expect(source.kind == kind)
  }
}
