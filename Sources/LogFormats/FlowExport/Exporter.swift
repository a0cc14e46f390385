import NATModel

/// What is known of one exporter: one observation domain of one transport session.
///
/// A class, because it is found once for each message and changed for each record.
final class Exporter {
  /// The transport session.
  let peer: ExportPeer
  /// Observation domain (IPFIX), source id (NetFlow v9), engine (NetFlow v5).
  let domain: UInt32
  /// Version of its messages: 5, 9 or 10.
  let version: UInt16
  /// Name in events: its address, with the domain unless that is 0; the domain alone in a file.
  let name: TextID

  /// Templates in use by number.
  var templates: [UInt16: Template] = [:]
  /// Fields of all templates in use.
  var fieldCount = 0
  /// Sets that wait for their template, in order of arrival.
  var held: [HeldSet] = []
  /// Names of VRFs that options records told (RFC 5102 and Cisco's option tables).
  var vrfNames: [UInt32: TextID] = [:]
  /// Names given to VRFs without one.
  var vrfNumbers: [UInt32: TextID] = [:]
  /// When it started, if it said so, in nanoseconds since 1970.
  var systemStart: Int64 = 0
  /// Sequence numbers.
  var sequence: SequenceCounter
  /// What was counted.
  var counts = ExporterCounts()
  /// What was counted record by record.
  var tally = RecordTally()
  /// Counters of templates that are no longer in use, by element.
  var retired: [ElementID: ElementCounts] = [:]
  /// When its last message came, in messages of all exporters.
  var lastUse: UInt64 = 0

  /// An exporter seen for the first time.
  init(peer: ExportPeer, domain: UInt32, version: UInt16, name: TextID) {
    self.peer = peer
    self.domain = domain
    self.version = version
    self.name = name
    sequence = SequenceCounter(unit: version == 9 ? .messages : .records)
  }

  /// All that was counted.
  var allCounts: ExporterCounts {
    var all = counts
    tally.fill(&all)
    return all
  }

  /// Takes a template out of use and keeps what it counted.
  func retire(_ template: Template) {
    fieldCount -= template.fields.count
    for (id, counts) in Exporter.elementCounts(of: template) {
      retired[id, default: ElementCounts()].absorb(counts)
    }
  }

  /// Records and implausible values by element of a template.
  static func elementCounts(of template: Template) -> [ElementID: ElementCounts] {
    guard template.records > 0, !template.isOptions else { return [:] }
    var counts: [ElementID: ElementCounts] = [:]
    for field in template.fields where field.id.number != 210 || field.id.enterprise != 0 {
      counts[field.id] = ElementCounts(present: template.records)
    }
    for (step, implausible) in zip(template.steps, template.implausible) {
      counts[template.fields[Int(step.field)].id]?.implausible += implausible
    }
    return counts
  }
}
