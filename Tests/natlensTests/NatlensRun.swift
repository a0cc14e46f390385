import Foundation

/// One run of the real binary with its whole output.
struct NatlensRun {
  let status: Int32
  let output: String
  let errors: String

  /// The repository's root.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The binary that was built with these tests: it stands beside the test bundle.
  static let executable: URL = {
    var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    for _ in 0..<4 {
      let candidate = folder.appending(path: "natlens")
      if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
      folder.deleteLastPathComponent()
    }
    return root.appending(path: ".build/debug/natlens")
  }()

  /// Runs the binary in the repository's root and waits for its end.
  ///
  /// `wrapper` is a command with arguments that is given the binary to run, if there is one.
  init(
    _ arguments: [String], input: Data? = nil, environment: [String: String] = [:],
    through wrapper: [String] = []
  ) throws {
    let process = Process()
    let command = wrapper + [NatlensRun.executable.path] + arguments
    process.executableURL = URL(filePath: command[0])
    process.arguments = Array(command.dropFirst())
    process.currentDirectoryURL = NatlensRun.root
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = try TemporaryFile(name: "output")
    let errors = try TemporaryFile(name: "errors")
    process.standardOutput = try FileHandle(forWritingTo: output.url)
    process.standardError = try FileHandle(forWritingTo: errors.url)
    if let input {
      let file = try TemporaryFile(name: "input", contents: input)
      process.standardInput = try FileHandle(forReadingFrom: file.url)
      try process.run()
      process.waitUntilExit()
    } else {
      process.standardInput = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
    }
    status = process.terminationStatus
    self.output = String(decoding: try Data(contentsOf: output.url), as: UTF8.self)
    self.errors = String(decoding: try Data(contentsOf: errors.url), as: UTF8.self)
  }
}

/// A file that lives as long as this object.
final class TemporaryFile {
  let url: URL

  var path: String { url.path }

  init(name: String, contents: Data = Data()) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "natlens-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    url = folder.appending(path: name)
    try contents.write(to: url)
  }

  convenience init(name: String, text: String) throws {
    try self.init(name: name, contents: Data(text.utf8))
  }

  deinit { try? FileManager.default.removeItem(at: url.deletingLastPathComponent()) }
}
