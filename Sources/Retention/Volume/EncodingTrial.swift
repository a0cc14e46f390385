import NATModel

/// Whether an encoding can say of a record what its regime keeps, and if not, why.
struct EncodingTrial {
  let encoding: any RecordEncoding
  let form: RecordForm

  /// What must not be lost on the way: who held which address and port, and towards whom.
  private static let essential: [(field: EventFields, words: String)] = [
    (.inside, "the inside address"), (.subscriber, "the subscriber"),
    (.outside, "the shared address"), (.outsidePort, "the port of the shared address"),
    (.outsidePortLast, "the last port of a block"), (.destination, "the destination"),
    (.host, "the host name"), (.time, "the time"), (.start, "when it began"),
  ]

  /// What an encoding may ask for that a regime does not keep.
  private static let extra: [(field: EventFields, words: String)] = [
    ([.destination, .destinationPort], "a destination"), (.insidePort, "the subscriber's own port"),
    (.outsidePort, "a port of the shared address"), (.proto, "the protocol"),
    (.outside, "a shared address"), (.inside, "an inside address"),
  ]

  /// True if the entries of a record, in this form, carry what the record keeps.
  func expresses(_ entries: [RetainedEntry]) -> Bool {
    lost(entries).map { $0.isEmpty } ?? false
  }

  /// True if the encoding has a record for the entries, but none for the remote address or name that
  /// they keep: then it does not do for the regime, whatever it makes of other records.
  func dropsDestination(_ entries: [RetainedEntry]) -> Bool {
    lost(entries).map { !$0.isDisjoint(with: [.destination, .host]) } ?? false
  }

  /// What would be lost, or `nil` if the encoding has no record for one of the entries.
  private func lost(_ entries: [RetainedEntry]) -> EventFields? {
    var carried: EventFields = []
    var stated: EventFields = []
    for entry in entries {
      guard let fields = encoding.fields(writing: entry), fields.contains(.time) else { return nil }
      carried.formUnion(fields)
      stated.formUnion(entry.event.fields)
    }
    // Of two entries each states its own time.
    if form == .pair { stated.subtract(.start) }
    var lost: EventFields = []
    for (field, _) in Self.essential
    where stated.contains(field) && !carried.contains(field) {
      lost.insert(field)
    }
    return lost
  }

  /// Why a record cannot be expressed; asked only of those that cannot.
  func reason(_ entries: [RetainedEntry], of kind: RecordKind) -> Obstacle {
    if encoding.isReadOnly { return Obstacle(.neverWritten, "is only read, never written") }
    if let lost = lost(entries) {
      return Obstacle(
        .losesField,
        "has no place for "
          + Self.essential.filter { lost.contains($0.field) }.map(\.words)
          .joined(separator: " and "))
    }
    let full = entries.map(Self.filled)
    let missing = zip(entries, full).filter { encoding.fields(writing: $0.0) == nil }
    guard missing.allSatisfy({ encoding.fields(writing: $0.1) != nil }) else {
      if entries.count > 1, let first = full.first, encoding.fields(writing: first) != nil {
        return Obstacle(.noEnd, "has no record for the end of \(kind.words)")
      }
      if full.allSatisfy({ encoding.fields(writing: $0.behindIPv6) != nil }) {
        return Obstacle(.needsMore, "writes IPv6 inside addresses only (NAT64)")
      }
      return Obstacle(.noSuchRecord, "has no record for \(kind.words)")
    }
    for (field, words) in Self.extra
    where missing.allSatisfy({ encoding.fields(writing: $0.0.stating(field)) != nil }) {
      return Obstacle(.needsMore, "cannot leave out \(words)")
    }
    return Obstacle(.needsMore, "needs more than the record keeps")
  }

  /// The entry with everything stated that a record may hold.
  private static func filled(_ entry: RetainedEntry) -> RetainedEntry {
    extra.reduce(entry) { $0.stating($1.field) }
  }

  /// Why an encoding does not do, ordered by how near it comes.
  struct Obstacle {
    enum Kind: Int {
      case neverWritten, noSuchRecord, noEnd, needsMore, losesField
    }

    let kind: Kind
    let words: String

    init(_ kind: Kind, _ words: String) {
      self.kind = kind
      self.words = words
    }
  }
}

extension RetainedEntry {
  /// The same entry of a subscriber with an IPv6 address, as a NAT64 would log it (RFC 6146).
  fileprivate var behindIPv6: RetainedEntry {
    var event = event
    event.inside = IPAddress(high: 0x2001_0db8_0000_0000, low: 2)
    event.destination = IPAddress(high: 0x0064_ff9b_0000_0000, low: 0xc633_6401)
    return RetainedEntry(moment: moment, record: record, event: event)
  }

  /// The same entry with fields stated that it lacks; their values do not matter, only that they
  /// are of the right family.
  fileprivate func stating(_ fields: EventFields) -> RetainedEntry {
    var event = event
    let added = fields.subtracting(event.fields)
    event.fields.formUnion(added)
    if added.contains(.inside) { event.inside = IPAddress(ipv4: 0x6440_0001) }
    if added.contains(.outside) { event.outside = IPAddress(ipv4: 0xcb00_7101) }
    if added.contains(.destination) {
      event.fields.remove(.binding)
      event.destination =
        event.inside.isIPv4
        ? IPAddress(ipv4: 0xc633_6401) : IPAddress(high: 0x2001_0db8_0000_0000, low: 1)
    }
    if added.contains(.destinationPort) { event.destinationPort = 443 }
    if added.contains(.insidePort) { event.insidePort = 40_000 }
    if added.contains(.outsidePort) { event.outsidePort = 40_000 }
    if added.contains(.proto) { event.proto = .tcp }
    return RetainedEntry(moment: moment, record: record, event: event)
  }
}
