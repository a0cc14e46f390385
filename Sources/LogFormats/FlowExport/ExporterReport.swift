package import NATModel

/// What is known of one exporter at the end of an input: what `inspect` shows.
package struct ExporterReport: Sendable, Equatable {
  /// One element of its data records.
  package struct Element: Sendable, Equatable {
    /// Number and owner.
    package var id: ElementID
    /// How often it was there, and how often implausible.
    package var counts: ElementCounts

    /// Name in the registry, or its number.
    package var name: String { InformationElement.name(of: id) }
  }

  /// The transport session.
  package var peer: ExportPeer
  /// Observation domain (IPFIX), source id (NetFlow v9) or engine (NetFlow v5).
  package var domain: UInt32
  /// Version of its messages: 5, 9 or 10.
  package var version: UInt16
  /// Name in events, empty for a file without a domain.
  package var name: String
  /// What was counted.
  package var counts: ExporterCounts
  /// Sequence numbers.
  package var sequence: SequenceCounter
  /// The numbering of natEvent used at the end.
  package var numbering: NATEventNumbering
  /// True if the caller chose the numbering.
  package var isNumberingChosen: Bool
  /// Records whose number speaks for RFC 8158, for the draft, for neither.
  package var numberingVotes: [UInt64]
  /// Templates in use at the end, options templates among them.
  package var templates: Int
  /// Options templates in use at the end.
  package var optionsTemplates: Int
  /// Fields in templates whose length their type does not allow; they are passed over.
  package var oddFields: Int
  /// Elements of data records, by owner and number.
  package var elements: [Element]

  init(_ exporter: Exporter, options: FlowExportOptions, texts: TextTable) {
    peer = exporter.peer
    domain = exporter.domain
    version = exporter.version
    name = texts.string(exporter.name)
    counts = exporter.allCounts
    sequence = exporter.sequence
    numbering = options.numbering ?? exporter.tally.numbering
    isNumberingChosen = options.numbering != nil
    let votes = exporter.tally.numberingVotes
    numberingVotes = [votes.registry, votes.draft02, votes.neutral].map(UInt64.init)
    templates = exporter.templates.count
    optionsTemplates = exporter.templates.values.count { $0.isOptions }
    oddFields = exporter.templates.values.reduce(0) { $0 + $1.oddFields }
    var all = exporter.retired
    for template in exporter.templates.values {
      for (id, counts) in Exporter.elementCounts(of: template) {
        all[id, default: ElementCounts()].absorb(counts)
      }
    }
    elements = all.sorted { $0.key < $1.key }.map { Element(id: $0.key, counts: $0.value) }
  }

  /// Intervals of which records are missing, in order of the messages that showed it.
  ///
  /// From when the last message before was sent to when the first after was, and earlier by as much as
  /// its events are older than their messages in the mean; a second more, as messages are dated in
  /// whole seconds.
  ///
  /// Behind a message whose records could not be counted, as without their template, the next interval
  /// is one of these too, also where those records were read later.
  package var missing: [TimeSpan] {
    let delay = max(0, counts.delay.mean ?? 0)
    return sequence.holes.all.map { hole in
      let (from, to) = (min(hole.from, hole.to), max(hole.from, hole.to))
      return TimeSpan(
        start: Timestamp(nanoseconds: from).advanced(by: -delay),
        end: Timestamp(nanoseconds: to).advanced(by: 1_000_000_000))
    }
  }

  /// True if its records translate addresses.
  package var isNAT: Bool {
    counts.opens + counts.closes + counts.sessions + counts.allocations + counts.releases > 0
      || counts.notices.keys.contains { $0 < .denied }
  }
}
