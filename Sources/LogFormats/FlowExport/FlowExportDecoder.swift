package import NATModel

/// Decodes export messages of IPFIX, NetFlow v9 and v5 into events, whatever carried them.
///
/// Takes whole messages; ``FlowExportReader`` finds them in files, a capture or a socket in packets.
/// State is kept for each exporter and observation domain, and bounded by ``FlowExportOptions``.
/// What cannot be decoded is counted by reason and never ends the run; nothing after a contradiction
/// in a message is trusted, what came before it is kept.
package final class FlowExportDecoder {
  /// Events decoded since the caller last emptied this, in order.
  package var events: [Event] = []
  /// Data records read, those of options templates too.
  package private(set) var records: UInt64 = 0
  /// Data records that are no event: options records and notices.
  package internal(set) var skipped: UInt64 = 0
  /// What could not be read.
  package private(set) var rejects = RejectCounts()

  let options: FlowExportOptions
  private let file: UInt32
  private var exporters: [Key: Exporter] = [:]
  /// Exporters in order of their first message.
  private var order: [Exporter] = []
  private var last: (key: Key, exporter: Exporter)?
  private var uses: UInt64 = 0
  private var given: [ExporterReport] = []
  private var heldBytes = 0
  private var scattered = 0

  private struct Key: Hashable {
    var peer: ExportPeer
    var domain: UInt32
    var version: UInt16
  }

  /// A decoder for the input at a position in the list of inputs.
  package init(file: UInt32, options: FlowExportOptions = FlowExportOptions()) {
    self.file = file
    self.options = options
  }

  /// Decodes one message.
  ///
  /// - Parameters:
  ///   - message: all its octets, and no others.
  ///   - peer: where it comes from.
  ///   - packet: number of the packet that carried it; `nil` in a file of messages, where events are
  ///     numbered by data record.
  ///   - offset: octet of the input where it begins.
  ///   - texts: takes the names of exporters, VRFs and users.
  package func decode(
    _ message: Span<UInt8>, from peer: ExportPeer, packet: UInt64? = nil, offset: UInt64 = 0,
    texts: inout TextTable
  ) {
    scattered = 0
    let place = MessagePlace(packet: packet, offset: offset)
    guard message.count >= 4 else { return reject(.truncatedRecord, message, place) }
    switch message.network16(at: 0) {
    case 10: decodeIPFIX(message, peer, place, &texts)
    case 9: decodeNetFlow9(message, peer, place, &texts)
    case 5: decodeNetFlow5(message, peer, place, &texts)
    default: reject(.malformedRecord, message, place)
    }
  }

  /// Gives up what still waits for a template and reports every exporter, in order of its first
  /// message; to be called once.
  package func finish(texts: TextTable) -> [ExporterReport] {
    for exporter in order { giveUpHeld(of: exporter) }
    return given + order.map { ExporterReport($0, options: options, texts: texts) }
  }

  // MARK: - Exporters

  /// The exporter of a message; an old one that is silent makes room for a new one.
  func exporter(
    _ peer: ExportPeer, domain: UInt32, version: UInt16, _ texts: inout TextTable
  ) -> Exporter {
    uses += 1
    let key = Key(peer: peer, domain: domain, version: version)
    if let last, last.key == key {
      last.exporter.lastUse = uses
      return last.exporter
    }
    let found: Exporter
    if let known = exporters[key] {
      found = known
    } else {
      if order.count >= max(1, options.maximumExporters) { evictExporter(texts) }
      found = Exporter(
        peer: peer, domain: domain, version: version,
        name: texts.intern(FlowExportDecoder.name(peer, domain)))
      exporters[key] = found
      order.append(found)
    }
    found.lastUse = uses
    last = (key, found)
    return found
  }

  private static func name(_ peer: ExportPeer, _ domain: UInt32) -> String {
    guard peer.transport != .file else { return domain == 0 ? "" : "domain \(domain)" }
    return domain == 0 ? "\(peer.source)" : "\(peer.source) domain \(domain)"
  }

  private func evictExporter(_ texts: TextTable) {
    // Among the oldest few, so that a flood of senders costs each message the same.
    let oldest = order.indices.prefix(64)
    guard let index = oldest.min(by: { order[$0].lastUse < order[$1].lastUse }) else { return }
    let gone = order.remove(at: index)
    giveUpHeld(of: gone)
    exporters[Key(peer: gone.peer, domain: gone.domain, version: gone.version)] = nil
    last = nil
    rejects.add(.evicted, count: 1)
    if given.count < options.maximumExporters {
      given.append(ExporterReport(gone, options: options, texts: texts))
    }
  }

  // MARK: - Rejects and held sets

  /// Counts something that could not be read.
  ///
  /// `records` is how many data records were read, if others than those of the last set were.
  func reject(
    _ reason: RejectReason, _ bytes: Span<UInt8>, _ place: MessagePlace, records: UInt64? = nil
  ) {
    if rejects.counts[reason, default: 0] < RejectCounts.examplesPerReason {
      var excerpt: [UInt8] = []
      for index in 0..<min(160, bytes.count) { excerpt.append(bytes[index]) }
      rejects.add(
        RejectCounts.Example(
          reason: reason,
          location: SourceLocation(
            file: file, record: place.packet ?? (records ?? self.records) + 1),
          offset: place.offset, excerpt: excerpt))
    } else {
      rejects.add(reason, count: 1)
    }
  }

  /// Keeps a data set until its template comes, if there is room.
  func hold(
    _ bytes: Span<UInt8>, for template: UInt16, of exporter: Exporter, _ clock: MessageClock,
    _ place: MessagePlace
  ) {
    while heldBytes + bytes.count > options.maximumHeldBytes, let oldest = exporter.held.first {
      exporter.held.removeFirst()
      giveUp(oldest, of: exporter)
    }
    guard heldBytes + bytes.count <= options.maximumHeldBytes, exporter.held.count < 4096 else {
      exporter.counts.withoutTemplate += 1
      return reject(.missingTemplate, bytes, place)
    }
    var copy: [UInt8] = []
    copy.reserveCapacity(bytes.count)
    for index in bytes.indices { copy.append(bytes[index]) }
    heldBytes += copy.count
    exporter.held.append(
      HeldSet(template: template, bytes: copy, clock: clock, place: place))
  }

  /// Takes out the sets that waited for a template.
  func takeHeld(for template: UInt16, of exporter: Exporter) -> [HeldSet] {
    guard !exporter.held.isEmpty else { return [] }
    let ready = exporter.held.filter { $0.template == template }
    guard !ready.isEmpty else { return [] }
    exporter.held.removeAll { $0.template == template }
    heldBytes -= ready.reduce(0) { $0 + $1.bytes.count }
    exporter.counts.heldAndRead += UInt64(ready.count)
    return ready
  }

  private func giveUpHeld(of exporter: Exporter) {
    for set in exporter.held { giveUp(set, of: exporter) }
    exporter.held = []
  }

  private func giveUp(_ set: HeldSet, of exporter: Exporter) {
    heldBytes -= set.bytes.count
    exporter.counts.withoutTemplate += 1
    reject(.missingTemplate, set.bytes.span, set.place)
  }

  // MARK: - Records

  /// Counts a record that describes the exporter.
  func countOptionsRecord() {
    records += 1
    skipped += 1
  }

  /// Begins to read the records of a set; nothing else may be decoded until ``end(_:)``.
  func beginPass(_ builder: EventBuilder, _ place: MessagePlace) -> RecordPass {
    var pass = RecordPass(
      builder, place, file: file, numbering: options.numbering, records: records,
      scatteredLeft: options.maximumScatteredPorts - scattered)
    swap(&pass.events, &events)
    return pass
  }

  /// Takes over what the records of a set gave.
  func end(_ pass: consuming RecordPass) {
    pass.end()
    swap(&pass.events, &events)
    records = pass.records
    skipped += pass.skipped
    scattered = options.maximumScatteredPorts - pass.scatteredLeft
  }
}
