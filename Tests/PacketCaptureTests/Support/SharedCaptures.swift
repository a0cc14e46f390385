import Foundation

/// Real captures that nobody on this project made, used in place when they are there.
enum SharedCaptures {
  /// The folder of captures, or `nil` if this checkout has none.
  static let folder: String? = {
    let root =
      ProcessInfo.processInfo.environment["NATLENS_SHARED"]
      ?? URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "../shared/data").standardizedFileURL.path()
    let folder = root + "/captures"
    return FileManager.default.fileExists(atPath: folder + "/FIGURES.json") ? folder : nil
  }()

  /// True if the captures are there; otherwise the conformance suites are skipped.
  static var arePresent: Bool { folder != nil }

  /// Why a suite is skipped.
  static let absence = "no shared captures beside this checkout (set NATLENS_SHARED)"

  /// What independent tools say of each file, by its name relative to the folder.
  static let figures: [String: Figures] = {
    guard let folder, let data = FileManager.default.contents(atPath: folder + "/FIGURES.json"),
      let all = try? JSONDecoder().decode([Figures].self, from: data)
    else { return [:] }
    return Dictionary(uniqueKeysWithValues: all.map { ($0.file, $0) })
  }()

  /// The full path of a file.
  static func path(_ file: String) -> String { (folder ?? "") + "/" + file }

  /// The bytes of a file.
  static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path)))
  }

  /// The captures in some of the folders, in order of their names.
  static func files(in folders: [String]) -> [String] {
    figures.keys.filter { name in folders.contains { name.hasPrefix($0 + "/") } }.sorted()
  }
}

/// What tshark 4.0.17 says of one capture.
struct Figures: Decodable {
  var file: String
  var golden: String?
  var packets: Int
  var tcp_streams: Int
  var udp_streams: Int
  var client_hello: Int
  var quic_initial: Int
  var sni: [String]
  var hosts: [String]
  var dns_pkts: Int
  var dns_resp: Int
  var dns_ancount: Int
  var dns_a: Int
  var dns_aaaa: Int
  var dns_cname: Int
}
