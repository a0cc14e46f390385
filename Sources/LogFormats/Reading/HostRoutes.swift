import NATModel

/// Which dialect the lines of each host are in, where it is not the main one of the input.
///
/// One collector's file may hold the lines of several exporters. Every line is tried in the main
/// dialect first; only the lines that it passes over are looked at here. The first such line of a
/// host that exactly one other dialect knows for sure decides for that host, once and for all; after
/// ``patience`` lines that none knows, the host is left alone. So the outcome depends on the order of
/// lines and on nothing else.
///
/// Blocks are parsed before it is known what the blocks before them decided, so each starts from a
/// copy of what is known and says whether that mattered (``dependsOnEarlierLines``); a block that was
/// parsed with less than was known when its turn came is parsed again.
struct HostRoutes: Sendable {
  /// Lines of a host that are looked at before it is left alone.
  static let patience = 64
  /// Hosts that are remembered; lines of further ones are passed over.
  static let mostHosts = 65_536

  private enum Route: Equatable {
    case undecided(tries: Int)
    case none
    case dialect(Int)
  }

  private var routes: [[UInt8]: Route] = [:]
  /// Routes by the text ids of one block, so that settled hosts cost no hashing.
  private var byText: [Route?] = []
  /// The hosts that were decided, in order, with the dialect's place in the plan and the line.
  private(set) var decisions: [(host: [UInt8], dialect: Int, record: UInt64)] = []
  /// Counts the changes, so that copies can be compared.
  private(set) var version = 0
  /// True if a host was looked at that was not settled before the block began.
  private(set) var dependsOnEarlierLines = false

  /// Nothing known.
  init() {}

  /// Begins a block, whose text ids mean nothing here yet.
  mutating func beginBlock() {
    byText.removeAll(keepingCapacity: true)
    dependsOnEarlierLines = false
  }

  /// The dialect, by its place in the plan, for a line of a host that the main dialect passed over.
  mutating func dialect(
    of line: LineCursor, host: TextID, texts: TextTable, record: UInt64, plan: ParsingPlan
  ) -> Int? {
    let index = Int(host.rawValue)
    if index < byText.count, let settled = byText[index] {
      guard case .dialect(let dialect) = settled else { return nil }
      return dialect
    }
    let name = Array(texts.bytes(of: host))
    var route = routes[name] ?? .undecided(tries: 0)
    if case .undecided(let tries) = route {
      dependsOnEarlierLines = true
      guard tries > 0 || routes.count < HostRoutes.mostHosts else { return nil }
      route = decide(line, tries: tries, plan: plan)
      if case .dialect(let dialect) = route { decisions.append((name, dialect, record)) }
      routes[name] = route
      version += 1
    }
    guard route == .none || dialectIndex(route) != nil else { return nil }
    while byText.count <= index { byText.append(nil) }
    byText[index] = route
    return dialectIndex(route)
  }

  private func dialectIndex(_ route: Route) -> Int? {
    guard case .dialect(let index) = route else { return nil }
    return index
  }

  private func decide(_ line: LineCursor, tries: Int, plan: ParsingPlan) -> Route {
    let fitting = plan.others.indices.filter {
      plan.others[$0].recognise(line).strength == .strong
    }
    // Two that fit equally decide nothing.
    if fitting.count == 1, let found = fitting.first { return .dialect(found) }
    return tries + 1 < HostRoutes.patience ? .undecided(tries: tries + 1) : .none
  }

  /// Moves the lines of decisions made since a count into the input's numbering.
  mutating func renumberDecisions(after count: Int, by base: UInt64) {
    for index in count..<max(count, decisions.count) { decisions[index].record += base }
  }

  /// What was decided, to follow the sentence on the main dialect; empty if nothing was.
  func explanation(_ plan: ParsingPlan) -> String {
    guard !decisions.isEmpty else { return "" }
    let shown = decisions.prefix(8).map { decision in
      let host =
        decision.host.isEmpty
        ? "lines without a host" : String(decoding: decision.host, as: UTF8.self)
      return "\(host) in \(plan.others[decision.dialect].title) from line \(decision.record)"
    }
    let more = decisions.count > 8 ? " and \(decisions.count - 8) more" : ""
    return "; other hosts in other formats: \(shown.joined(separator: ", "))\(more)"
  }
}
