import NATModel

/// What is counted of an exporter record by record; the rest stands in ``ExporterCounts``.
struct RecordTally {
  /// Records by the value of natEvent and of firewallEvent: arrays, because every record counts.
  private var natEvents: [UInt64]
  private var firewallEvents: [UInt64]
  /// Votes for each numbering of natEvent.
  var numberingVotes = (registry: 0, draft02: 0, neutral: 0)
  /// What it reported beside events.
  var notices: [ExportNotice: UInt64] = [:]
  /// Time from an event to its export.
  var delay = ExportDelay()
  /// Events whose time is that of the message.
  var timesOfExport: UInt64 = 0
  private var opens: UInt64 = 0
  private var closes: UInt64 = 0
  private var sessions: UInt64 = 0
  private var flows: UInt64 = 0
  private var allocations: UInt64 = 0
  private var releases: UInt64 = 0
  private var translatedSources: UInt64 = 0

  /// Holds the place of a tally that somebody has taken; counts nothing.
  static let taken = RecordTally(values: 0)

  /// Nothing counted.
  init() { self.init(values: 256) }

  private init(values: Int) {
    natEvents = [UInt64](repeating: 0, count: values)
    firewallEvents = natEvents
  }

  /// The numbering of natEvent that the records fit best.
  var numbering: NATEventNumbering {
    numberingVotes.draft02 > numberingVotes.registry ? .draft02 : .registry
  }

  /// Counts the values of a record that are shown as they were sent.
  @inline(__always)
  mutating func note(_ values: borrowing RecordValues, _ slots: SlotSet) {
    if slots.contains(.natEvent) {
      natEvents[Int(UInt8(truncatingIfNeeded: values[.natEvent]))] &+= 1
    }
    if slots.contains(.firewallEvent) {
      firewallEvents[Int(UInt8(truncatingIfNeeded: values[.firewallEvent]))] &+= 1
    }
    if slots.contains(.postSource4), values[.postSource4] != 0 {
      translatedSources &+= 1
    } else if slots.contains(.postSource6), values.hasIPv6(.postSource6) {
      translatedSources &+= 1
    }
  }

  /// Counts an event.
  @inline(__always)
  mutating func note(_ kind: EventKind) {
    switch kind {
    case .sessionOpen: opens &+= 1
    case .sessionClose: closes &+= 1
    case .session: sessions &+= 1
    case .flow: flows &+= 1
    case .blockAllocate: allocations &+= 1
    case .blockRelease: releases &+= 1
    default: break
    }
  }

  /// Puts what was counted beside the rest.
  func fill(_ counts: inout ExporterCounts) {
    func seen(_ values: [UInt64]) -> [UInt8: UInt64] {
      var found: [UInt8: UInt64] = [:]
      for (value, count) in values.enumerated() where count > 0 { found[UInt8(value)] = count }
      return found
    }
    counts.natEvents = seen(natEvents)
    counts.firewallEvents = seen(firewallEvents)
    counts.notices = notices
    counts.delay = delay
    counts.timesOfExport = timesOfExport
    counts.opens = opens
    counts.closes = closes
    counts.sessions = sessions
    counts.flows = flows
    counts.allocations = allocations
    counts.releases = releases
    counts.translatedSources = translatedSources
  }
}
