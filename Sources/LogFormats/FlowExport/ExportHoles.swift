/// Where messages of one exporter are missing, by the export times of the messages around them.
///
/// At most 4,096 are told apart; after that the last one grows.
struct ExportHoles: Sendable, Equatable {
  /// Numbers that did not arrive, and between which export times they would have.
  struct Hole: Sendable, Equatable, BitwiseCopyable {
    /// First number that is missing.
    var first: UInt32
    /// How many are, all from `first` on at first; `nil` if that cannot be told.
    var missing: UInt32?
    /// How many were at first.
    var size: UInt32
    /// Export time of the last message before, and of the first after, nanoseconds since 1970.
    var from: Int64
    var to: Int64
  }

  private static let limit = 4096
  /// In order of arrival of the message that showed each.
  private(set) var all: [Hole] = []

  /// Adds a hole.
  mutating func add(_ hole: Hole) {
    guard all.count == ExportHoles.limit else { return all.append(hole) }
    let last = ExportHoles.limit - 1
    all[last].missing = nil
    all[last].from = min(all[last].from, hole.from)
    all[last].to = max(all[last].to, hole.to)
  }

  /// Takes some numbers that came late out of their hole; one with none left is none.
  mutating func fill(_ number: UInt32, _ count: UInt32) {
    let place = all.lastIndex { $0.missing != nil && number &- $0.first < $0.size }
    guard let place, let missing = all[place].missing else { return }
    if missing > count { all[place].missing = missing - count } else { all.remove(at: place) }
  }

  /// Forgets all.
  mutating func removeAll() { all = [] }
}
