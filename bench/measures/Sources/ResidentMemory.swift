import struct Foundation.Data
import struct Foundation.URL

/// What the process holds in memory, as Linux tells it.
enum ResidentMemory {
  static var now: String { status("VmRSS:") }
  static var peak: String { status("VmHWM:") }

  private static func status(_ key: String) -> String {
    guard let data = try? Data(contentsOf: URL(filePath: "/proc/self/status")) else { return "?" }
    let line = String(decoding: data, as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix(key) }
    let kilobytes = line.flatMap { Double($0.split(separator: " ")[1]) } ?? 0
    return "\((kilobytes / 1_048_576 * 1000).rounded() / 1000) GiB"
  }
}
