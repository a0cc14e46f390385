/// How often an element was there, and how often with a value that cannot be.
package struct ElementCounts: Sendable, Equatable {
  /// Data records whose template has the element.
  package var present: UInt64
  /// Of these, values that are implausible: port 0, address `0.0.0.0` or `::`, a time before 1990.
  package var implausible: UInt64 = 0

  /// Counts from their parts.
  package init(present: UInt64 = 0, implausible: UInt64 = 0) {
    self.present = present
    self.implausible = implausible
  }

  /// Adds other counts.
  mutating func absorb(_ other: ElementCounts) {
    present += other.present
    implausible += other.implausible
  }
}

/// What was counted of one exporter beside its templates and sequence numbers.
package struct ExporterCounts: Sendable, Equatable {
  /// Messages read.
  package var messages: UInt64 = 0
  /// Data records read, those of options templates not among them.
  package var records: UInt64 = 0
  /// Records of options templates read.
  package var optionsRecords: UInt64 = 0
  /// Template declarations seen, repeated ones too.
  package var templateDeclarations: UInt64 = 0
  /// Declarations of a number in use with other fields.
  package var templateChanges: UInt64 = 0
  /// Templates withdrawn by the exporter.
  package var templateWithdrawals: UInt64 = 0
  /// Templates forgotten because they were not repeated.
  package var templateTimeouts: UInt64 = 0
  /// Templates forgotten because there were too many.
  package var templateEvictions: UInt64 = 0
  /// Data sets held for a template that came later, and read then.
  package var heldAndRead: UInt64 = 0
  /// Data sets given up because their template never came, or not in time.
  package var withoutTemplate: UInt64 = 0
  /// Events by kind.
  package var opens: UInt64 = 0
  /// See ``opens``.
  package var closes: UInt64 = 0
  /// Whole sessions in one record.
  package var sessions: UInt64 = 0
  /// Flows without translation.
  package var flows: UInt64 = 0
  /// Port blocks given.
  package var allocations: UInt64 = 0
  /// Port blocks taken back.
  package var releases: UInt64 = 0
  /// Values of natEvent as sent.
  package var natEvents: [UInt8: UInt64] = [:]
  /// Values of firewallEvent as sent.
  package var firewallEvents: [UInt8: UInt64] = [:]
  /// What it reported beside events.
  package var notices: [ExportNotice: UInt64] = [:]
  /// Values of `postNATSource…Address` that are an address.
  package var translatedSources: UInt64 = 0
  /// Events whose time is that of the message, because the record has none that can be.
  package var timesOfExport: UInt64 = 0
  /// Time from an event to its export.
  package var delay = ExportDelay()
  /// One packet in so many is looked at; 0 if it did not say.
  package var samplingInterval: UInt64 = 0
  /// What it says it has sent, if it does: messages and data records.
  package var statedMessages: UInt64 = 0
  /// See ``statedMessages``.
  package var statedRecords: UInt64 = 0

  /// Nothing counted yet.
  package init() {}
}

/// How long after an event its record was sent, over the events that state a time.
package struct ExportDelay: Sendable, Equatable {
  /// Events with a time of their own.
  package private(set) var count: UInt64 = 0
  /// Least delay in nanoseconds; below zero if an event was dated after its export.
  package private(set) var least: Int64 = .max
  /// Greatest delay in nanoseconds.
  package private(set) var greatest: Int64 = .min
  /// Sum of the delays in milliseconds.
  package private(set) var milliseconds: Int64 = 0
  /// Events dated more than a second after their export, which no right clock gives.
  package private(set) var future: UInt64 = 0

  /// Nothing counted.
  package init() {}

  /// Mean delay in nanoseconds, or `nil` without events.
  package var mean: Int64? { count == 0 ? nil : milliseconds / Int64(count) * 1_000_000 }

  /// Counts one event.
  @inline(__always)
  mutating func note(_ delay: Int64) {
    count &+= 1
    least = min(least, delay)
    greatest = max(greatest, delay)
    milliseconds &+= delay / 1_000_000
    if delay < -1_000_000_000 { future &+= 1 }
  }
}
