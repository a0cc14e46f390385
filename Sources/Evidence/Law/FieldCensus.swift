package import NATModel

/// Which fields the records of some inputs state, by what the records are about.
package struct FieldCensus: Sendable, Equatable {
  /// What was counted of one sort of record.
  package struct Counts: Sendable, Equatable {
    /// Records of it.
    package fileprivate(set) var records = 0
    /// Records that state each field, in the order of ``EventFields/named``.
    package fileprivate(set) var stated = [Int](repeating: 0, count: EventFields.named.count)
  }

  /// Counts by sort; a sort that did not occur is absent.
  package private(set) var counts: [RecordSort: Counts] = [:]

  /// Nothing counted.
  package init() {}

  /// Counts the events of a batch.
  ///
  /// Records of one kind that state the same fields come in runs; each run is counted once.
  package mutating func add(_ events: [Event]) {
    guard var head = events.first else { return }
    var run = 0
    for event in events {
      if event.kind != head.kind || event.fields != head.fields {
        add(head, count: run)
        head = event
        run = 0
      }
      run += 1
    }
    add(head, count: run)
  }

  /// Counts the entries of a list of subscribers: who, and the inside address.
  package mutating func addRegister(entries: Int) {
    guard entries > 0 else { return }
    var known = counts[.register] ?? Counts()
    known.records += entries
    for (index, entry) in EventFields.named.enumerated()
    where entry.field == .subscriber || entry.field == .inside {
      known.stated[index] += entries
    }
    counts[.register] = known
  }

  /// Fields that records of a sort state, in the order of ``EventFields/named``.
  package func fields(of sort: RecordSort) -> [(name: String, stated: Int)] {
    guard let known = counts[sort] else { return [] }
    return zip(EventFields.named, known.stated).filter { $0.1 > 0 }.map { ($0.0.name, $0.1) }
  }

  private mutating func add(_ event: Event, count: Int) {
    let sort = RecordSort(event.kind)
    var known = counts[sort] ?? Counts()
    known.records += count
    for (index, entry) in EventFields.named.enumerated() where event.fields.contains(entry.field) {
      known.stated[index] += count
    }
    counts[sort] = known
  }
}
