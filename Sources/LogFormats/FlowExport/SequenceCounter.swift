/// Follows the sequence numbers of one exporter and tells what never arrived.
///
/// IPFIX counts data records sent before a message (RFC 7011 section 3.1), NetFlow v5 flows likewise,
/// NetFlow v9 export packets (RFC 3954 section 5.1), though some exporters of v9 count flows. All
/// count modulo 2^32. A number far ahead means loss; one behind is a late or repeated message if it
/// is close and a restart if it is not. What cannot be told is counted as unknown, not as loss:
/// records of a set whose template never came have no number.
package struct SequenceCounter: Sendable, Equatable {
  /// What the numbers count.
  package enum Unit: String, Sendable {
    /// Data records (IPFIX) or flows (NetFlow v5).
    case records
    /// Export packets (NetFlow v9).
    case messages
  }

  /// Behind by more than this is a restart; by less, a message that was overtaken.
  private static let window: UInt32 = 1 << 16

  /// What the numbers count.
  package private(set) var unit: Unit
  /// What was lost, in ``unit``.
  package private(set) var lost: UInt64 = 0
  /// Places where something was lost.
  package private(set) var gaps: UInt64 = 0
  /// Gaps of unknown size, because records in between could not be counted.
  package private(set) var unknownGaps: UInt64 = 0
  /// Messages that came late.
  package private(set) var reordered: UInt64 = 0
  /// Messages with the number of the one before.
  package private(set) var repeated: UInt64 = 0
  /// Times that the exporter began anew.
  package private(set) var restarts: UInt64 = 0

  /// Where it was lost.
  private(set) var holes = ExportHoles()

  private var expected: UInt32?
  private var last: UInt32 = 0
  private var lastRecords: UInt32 = 0
  private var lastUptime: UInt32?
  private var lastExported: Int64 = 0
  private var isUncertain = false
  /// Steps of v9 numbers that fit a count of flows and not of packets, and the other way round.
  private var votes = (records: 0, messages: 0)

  /// A counter that has seen nothing.
  package init(unit: Unit) { self.unit = unit }

  /// Takes the numbers of the next message.
  ///
  /// - Parameters:
  ///   - sequence: the number in its header.
  ///   - records: data records it held, as far as they could be counted.
  ///   - isCounted: false if it held records that could not be counted.
  ///   - uptime: the exporter's uptime in milliseconds, if the header has one.
  ///   - exported: when it was sent, nanoseconds since 1970.
  package mutating func note(
    _ sequence: UInt32, records: UInt32, isCounted: Bool, uptime: UInt32?, exported: Int64
  ) {
    defer { learnUnit(sequence) }
    if let expected {
      let ahead = sequence &- expected
      if hasRestarted(uptime) {
        restarts += 1
      } else if ahead != 0 {
        if ahead < 1 << 31 {
          noteGap(ahead, until: exported)
        } else if sequence == last {
          repeated += 1
          return
        } else if 0 &- ahead < SequenceCounter.window, sequence != 0 {
          noteLate(sequence, records)
          return
        } else {
          restarts += 1
        }
      }
      if unit == .messages, lastRecords > 1 {
        if sequence &- last == 1 { votes.messages += 1 }
        if sequence &- last == lastRecords { votes.records += 1 }
      }
    }
    last = sequence
    lastRecords = records
    lastUptime = uptime
    lastExported = exported
    isUncertain = unit == .records && !isCounted
    expected = sequence &+ (unit == .records ? records : 1)
  }

  private mutating func noteGap(_ size: UInt32, until exported: Int64) {
    holes.add(
      ExportHoles.Hole(
        first: expected ?? 0, missing: isUncertain ? nil : size, size: size, from: lastExported,
        to: exported))
    if isUncertain {
      unknownGaps += 1
    } else {
      gaps += 1
      lost += UInt64(size)
    }
  }

  /// A message that was overtaken fills a hole that was counted when it was passed.
  private mutating func noteLate(_ sequence: UInt32, _ records: UInt32) {
    reordered += 1
    let count = unit == .messages ? 1 : records
    lost -= min(lost, UInt64(count))
    holes.fill(sequence, count)
  }

  /// True if the uptime went back, other than by its own wrap.
  private func hasRestarted(_ uptime: UInt32?) -> Bool {
    guard let uptime, let lastUptime, uptime < lastUptime else { return false }
    return lastUptime - uptime > 60_000 && lastUptime - uptime < 1 << 31
  }

  /// Notices an exporter of NetFlow v9 that counts flows: its numbers move by the records sent.
  private mutating func learnUnit(_ sequence: UInt32) {
    guard unit == .messages, votes.records >= 3, votes.messages == 0 else { return }
    unit = .records
    lost = 0
    gaps = 0
    holes.removeAll()
    expected = last &+ lastRecords
  }

  /// Equal if they count the same and have counted the same.
  package static func == (left: SequenceCounter, right: SequenceCounter) -> Bool {
    left.unit == right.unit && left.lost == right.lost && left.gaps == right.gaps
      && left.unknownGaps == right.unknownGaps && left.reordered == right.reordered
      && left.repeated == right.repeated && left.restarts == right.restarts
      && left.expected == right.expected && left.holes == right.holes
  }
}
