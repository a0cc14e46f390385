import Correlation
import NATModel

import struct Foundation.Date
import struct Foundation.URL
import struct Foundation.Data

/// Loads a day of sessions, answers requests from it, and prints times, memory and answers.
///
///     AttributionBench SESSIONS [REQUESTS-WITH-PORT [REQUESTS-WITHOUT]] [--file PATH]
///     AttributionBench write ipfix|ndjson|cisco-asa SESSIONS > PATH
///     AttributionBench worlds REQUESTS
@main struct AttributionBench {
  static func main() throws {
    if CommandLine.arguments.dropFirst().first == "worlds" {
      let wanted = CommandLine.arguments.dropFirst(2).first.flatMap(Int.init) ?? 1_000_000
      return try SimulatedWorlds.run(requests: wanted)
    }
    let numbers = CommandLine.arguments.dropFirst().compactMap(Int.init)
    let sessions = numbers.first ?? 1_000_000
    let world = BenchWorld(sessions: sessions)
    if CommandLine.arguments.dropFirst().first == "write" {
      guard !CommandLine.arguments.contains("cisco-asa") else {
        return try WorldFile.writeRecords(world)
      }
      return try WorldFile.write(world, isText: CommandLine.arguments.contains("ndjson"))
    }
    let file = CommandLine.arguments.firstIndex(of: "--file").map { CommandLine.arguments[$0 + 1] }
    let store = try timed("load \(sessions) sessions from \(file ?? "events")") {
      try file.map(WorldFile.load) ?? load(world)
    }
    row("octets per session", "\(rounded(Double(store.octets) / Double(max(1, store.count))))")
    let index = AttributionIndex(
      store, seeing: .bindings, completeness: Completeness(coverage: nil))
    let first = world.request(0, withPort: true)
    _ = timed("index by address and port") {
      (index.answer(first), index.answer(world.request(0, withPort: false)))
    }
    row(
      "octets per session for searching",
      rounded(Double(store.searchOctets) / Double(max(1, store.count))))
    let second = numbers.dropFirst().first ?? 1_000_000
    ask("address+port", index, (0..<second).map { world.request($0, withPort: true) })
    let third = numbers.dropFirst(2).first ?? 100_000
    ask("address", index, (0..<third).map { world.request($0, withPort: false) })
    row("greatest resident memory", peak())
  }

  /// Events as readers deliver them, through pairing and joins, to a store.
  private static func load(_ world: BenchWorld) -> SessionStore {
    var correlator = Correlator()
    let texts = TextTable()
    let batch = 8192
    let wave = 32 * batch
    var first = 0
    var making = 0.0
    while first < world.sessions {
      let began = Date()
      let limit = min(world.sessions, first + wave)
      let begin = first
      let batches = Parallel.map((limit - first + batch - 1) / batch) { number in
        let from = begin + number * batch
        return EventBatch(events: (from..<min(limit, from + batch)).map(world.event))
      }
      making += Date().timeIntervalSince(began)
      for batch in batches { _ = correlator.receive(batch, texts: texts) }
      first = limit
    }
    row("  of that, making the events", "\(rounded(making)) s")
    return correlator.finish(texts: texts).sessions
  }

  private static func ask(_ name: String, _ index: AttributionIndex, _ requests: [Request]) {
    let outcomes = timed("\(requests.count) \(name) requests") { index.outcomes(of: requests) }
    var sum: UInt64 = 0
    var checksum: UInt64 = 0
    var unique = 0
    for number in 0..<outcomes.count {
      let count = outcomes[number].subscribers.count
      sum += UInt64(count)
      if count == 1 { unique += 1 }
      checksum = (checksum + UInt64(number + 1) * UInt64(count)) % 1_000_000_007
    }
    row("  answers", "\(unique) unique, \(sum) candidates, checksum \(checksum)")
  }

  private static func timed<Result>(
    _ name: String, _ body: () throws -> Result
  ) rethrows -> Result {
    let began = Date()
    let processor = processorTime()
    let result = try body()
    let took = rounded(Date().timeIntervalSince(began))
    row(
      name,
      "\(took) s (\(rounded(processorTime() - processor)) s of processors), \(resident()) now")
    return result
  }

  private static func row(_ name: String, _ value: String) {
    print(name + String(repeating: " ", count: max(1, 44 - name.count)) + value)
  }

  private static func rounded(_ value: Double) -> String {
    "\((value * 1000).rounded() / 1000)"
  }

  /// Seconds that all threads have run so far, to a hundredth; what others do plays little part in it.
  private static func processorTime() -> Double {
    guard let data = try? Data(contentsOf: URL(filePath: "/proc/self/stat")) else { return 0 }
    let fields = String(decoding: data, as: UTF8.self).split(separator: " ")
    return (13...14).reduce(0) { $0 + (Double(fields[$1]) ?? 0) / 100 }
  }

  private static func resident() -> String { status("VmRSS:") }
  private static func peak() -> String { status("VmHWM:") }

  private static func status(_ key: String) -> String {
    guard let data = try? Data(contentsOf: URL(filePath: "/proc/self/status")) else { return "?" }
    let line = String(decoding: data, as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix(key) }
    let kilobytes = line.flatMap { Double($0.split(separator: " ")[1]) } ?? 0
    return "\(rounded(kilobytes / 1_048_576)) GiB"
  }
}
