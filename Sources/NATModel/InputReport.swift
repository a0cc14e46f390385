/// What reading one input gave: the numbers `inspect` prints and every report reprints.
package struct InputReport: Sendable {
  /// Name as the user gave it (`-` for standard input).
  package var name: String
  /// Format id (`cisco-asa`, `pcapng`, …), or `nil` if none was recognised.
  package var format: String?
  /// How recognition decided, one sentence.
  package var recognition: String
  /// Compression found by magic number: `gzip`, `zstd`, …, or `nil`.
  package var compression: String?
  /// Bytes after decompression.
  package var bytes: UInt64 = 0
  /// Lines or packets read.
  package var records: UInt64 = 0
  /// Records that are well formed but no event of interest (denials, logins, ARP).
  package var skipped: UInt64 = 0
  /// Events that records stand for and that are not there (`message repeated 3 times`), and lines
  /// that were left out (`last message repeated 3 times`), whatever they were.
  package var repeated: UInt64 = 0
  /// Records that should have given an event and did not.
  package var rejects = RejectCounts()
  /// What the events held.
  package var summary = EventSummary()
  /// Counts that only some kinds of input have (tunnels and fragments of captures), in the order in
  /// which they are shown.
  package var details: [Detail] = []
  /// True if reading stopped before the end (damage, cut-off stream, interrupt).
  package var partial = false

  /// A count by name, in the form of ``EventFields/named`` names.
  package struct Detail: Sendable, Hashable {
    /// What was counted, snake_case.
    package var name: String
    /// How often.
    package var count: UInt64

    /// A detail from its parts.
    package init(name: String, count: UInt64) {
      self.name = name
      self.count = count
    }
  }

  /// A report for an input that has not been read yet.
  package init(name: String, format: String? = nil, recognition: String = "") {
    self.name = name
    self.format = format
    self.recognition = recognition
  }
}
