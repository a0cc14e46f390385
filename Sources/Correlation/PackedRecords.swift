import NATModel

/// Opening and closing records in columns, until they are paired.
///
/// A record that takes 96 octets by itself takes about 25 here: a day's log is held whole before
/// anything can be paired, because records may come in any order.
struct PackedRecords: Sendable {
  /// Number of records.
  var count: Int { time.count + recent.count }

  /// Records that are not in columns yet.
  private var recent: [SessionRecord] = []
  private var time = PackedColumn<Int64>(isTime: true)
  /// Time less the stated start, 0 if none is stated.
  private var age = PackedColumn<Int64>(isTime: true)
  private var id = PackedColumn<UInt64>()
  private var bytes = PackedColumn<UInt64>()
  private var record = PackedColumn<UInt64>()
  private var file = PackedColumn<UInt32>()
  private var inside = PackedColumn<UInt32>()
  private var outside = PackedColumn<UInt32>()
  private var destination = PackedColumn<UInt32>()
  private var realm = PackedColumn<UInt32>()
  private var exporter = PackedColumn<UInt32>()
  private var subscriber = PackedColumn<UInt32>()
  private var host = PackedColumn<UInt32>()
  private var resolution = PackedColumn<UInt32>()
  private var insidePort = PackedColumn<UInt16>()
  private var outsidePort = PackedColumn<UInt16>()
  private var destinationPort = PackedColumn<UInt16>()
  private var proto = PackedColumn<UInt8>()
  private var traits = PackedColumn<UInt8>()

  /// Adds a record; amortised O(1).
  mutating func append(_ row: SessionRecord) {
    recent.append(row)
    if recent.count == PackedBlock.rows {
      for row in recent { pack(row) }
      recent.removeAll(keepingCapacity: true)
    }
  }

  private mutating func pack(_ row: SessionRecord) {
    time.append(row.time)
    age.append(row.start == .min ? 0 : row.time &- row.start)
    id.append(row.id)
    bytes.append(row.bytes)
    record.append(row.record)
    file.append(row.file)
    inside.append(row.inside)
    outside.append(row.outside)
    destination.append(row.destination)
    realm.append(row.realm.rawValue)
    exporter.append(row.exporter.rawValue)
    subscriber.append(row.subscriber.rawValue)
    host.append(row.host.rawValue)
    resolution.append(row.resolution)
    insidePort.append(row.insidePort)
    outsidePort.append(row.outsidePort)
    destinationPort.append(row.destinationPort)
    proto.append(row.proto)
    traits.append(Traits(row).rawValue)
  }

  /// All records in the order in which they were added.
  func all() -> [SessionRecord] {
    var rows: [SessionRecord] = []
    rows.reserveCapacity(count)
    for row in 0..<time.count { rows.append(self[row]) }
    rows.append(contentsOf: recent)
    return rows
  }

  private subscript(row: Int) -> SessionRecord {
    let traits = Traits(rawValue: traits[row])
    return SessionRecord(
      time: time[row], start: traits.contains(.hasStart) ? time[row] &- age[row] : .min,
      id: id[row], bytes: bytes[row], record: record[row], file: file[row], inside: inside[row],
      outside: outside[row], destination: destination[row],
      realm: TextID(rawValue: realm[row]), exporter: TextID(rawValue: exporter[row]),
      subscriber: TextID(rawValue: subscriber[row]), host: TextID(rawValue: host[row]),
      resolution: resolution[row], insidePort: insidePort[row], outsidePort: outsidePort[row],
      destinationPort: destinationPort[row], proto: proto[row], kind: traits.kind,
      hasID: traits.contains(.hasID), isBinding: traits.contains(.isBinding),
      isAmbiguous: traits.contains(.isAmbiguous))
  }

  /// What a record is, in one octet.
  private struct Traits: OptionSet {
    let rawValue: UInt8

    static let opens = Traits(rawValue: 1)
    static let closes = Traits(rawValue: 2)
    static let hasID = Traits(rawValue: 4)
    static let isBinding = Traits(rawValue: 8)
    static let hasStart = Traits(rawValue: 16)
    static let isAmbiguous = Traits(rawValue: 32)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ row: SessionRecord) {
      self = row.kind == .sessionOpen ? .opens : row.kind == .sessionClose ? .closes : []
      if row.hasID { insert(.hasID) }
      if row.isBinding { insert(.isBinding) }
      if row.start != .min { insert(.hasStart) }
      if row.isAmbiguous { insert(.isAmbiguous) }
    }

    var kind: EventKind {
      contains(.opens) ? .sessionOpen : contains(.closes) ? .sessionClose : .session
    }
  }
}
