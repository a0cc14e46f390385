import NATModel

/// Turns packets into events: headers, flows, names; it reads no file and hands out no batches.
struct CaptureDecoder {
  /// Events decoded since the caller last emptied this.
  var events: [Event] = []
  /// Packets read, skipped and rejected so far.
  private(set) var report: InputReport
  /// What the packets were.
  private(set) var statistics = CaptureStatistics()

  private let file: UInt32
  private let linkType: LinkType
  /// Coarsest resolution that a packet's header stated, in nanoseconds; 0 if none did.
  private var coarsest: UInt32 = 0
  private var flows: FlowTable
  private var fragments: FragmentStore
  private var names: NameReader
  /// Host names observed.
  private var hosts: Set<TextID> = []
  private var carried: CarriedReader
  /// Logs and flow exports found inside the packets; complete after ``finish(texts:)``.
  private(set) var carriedReport = CarriedReport()
  /// Place of the record at hand in the file, where that can be told; see ``RejectCounts/Example``.
  private var offset: UInt64?

  /// A decoder for packets of one link type from the input at a position in the list of inputs.
  init(report: InputReport, file: UInt32, linkType: LinkType, options: CaptureOptions) {
    self.report = report
    self.file = file
    self.linkType = linkType
    flows = FlowTable(timeouts: options.timeouts, capacity: options.maximumFlows)
    fragments = FragmentStore(maximumBytes: options.maximumFragmentBytes)
    names = NameReader(file: file, maximumStreamBytes: options.maximumStreamBytes)
    carried = CarriedReader(file: file, options: options)
  }

  /// Takes the next packet.
  mutating func add(_ header: PacketHeader, _ bytes: Span<UInt8>, texts: inout TextTable) {
    statistics.packets += 1
    report.records += 1
    offset = header.offset
    coarsest = max(coarsest, header.resolution)
    do throws(PacketFault) {
      try decode(header, bytes, &texts)
    } catch {
      switch error {
      case .truncated: reject(.truncatedBySnapLength, bytes)
      case .malformed: reject(.malformedPacket, bytes)
      case .unsupportedLink: reject(.unsupportedLink, bytes)
      }
    }
  }

  /// Ends everything but the flows that go on; to be called once, after the last packet.
  mutating func finish(texts: inout TextTable) {
    fragments.finish()
    report.rejects.add(.incompleteFragments, count: Int(clamping: fragments.counts.lost))
    let (found, rejects) = carried.finish(texts: &texts)
    carriedReport = found
    report.rejects.absorb(rejects)
    takeCarried()
  }

  /// Lets up to so many of the flows that go on end, earliest first; true if more are left.
  mutating func finishFlows(upTo count: Int, texts: inout TextTable) -> Bool {
    let isMore = flows.finish(upTo: count)
    takeFinished(&texts)
    return isMore
  }

  /// Completes the counts; to be called once, after everything has ended.
  mutating func completeStatistics(_ texts: TextTable) {
    report.rejects.add(.evicted, count: Int(clamping: flows.evicted + names.evicted))
    var all = names.statistics
    all.packets = statistics.packets
    all.ipPackets = statistics.ipPackets
    all.fragments = statistics.fragments
    all.joinedPackets = fragments.counts.joined
    all.incompletePackets = fragments.counts.incomplete
    all.overlappingFragments = fragments.counts.overlapping
    all.encapsulations = statistics.encapsulations
    all.sides = statistics.sides
    all.icmpMessages = statistics.icmpMessages
    all.tcpConversations = flows.begun.tcp
    all.udpConversations = flows.begun.udp
    all.otherConversations = flows.begun.other
    all.evictedFlows = flows.evicted
    all.abandonedStreams += names.evicted
    all.hostNames = UInt64(hosts.count)
    if let list = PublicSuffixList.builtin {
      all.sites = UInt64(Set(hosts.map { list.site(of: texts.string($0)) }).count)
    }
    statistics = all
  }

  /// The file is damaged where its next packet should be, at a place that may be known.
  mutating func noteDamage(at place: UInt64?) {
    offset = place
    report.partial = true
    let nothing: [UInt8] = []
    reject(.damagedFile, nothing.span, record: report.records + 1)
  }

  /// Reading stopped because nobody wanted more.
  mutating func noteStop() { report.partial = true }

  /// Counts a batch in the summary.
  mutating func summarise(_ batch: EventBatch) { report.summary.add(batch.events) }

  /// Takes over what the file says beside its packets.
  mutating func note(_ notes: CaptureNotes) { statistics.notes = notes }

  /// Takes over how many plain bytes were read.
  mutating func noteBytes(_ count: UInt64) { report.bytes = count }

  private mutating func decode(
    _ header: PacketHeader, _ bytes: Span<UInt8>, _ texts: inout TextTable
  ) throws(PacketFault) {
    var packet = IPPacket()
    defer {
      if packet.content != .none { statistics.ipPackets += 1 }
      if !packet.encapsulations.isEmpty { statistics.note(packet.encapsulations) }
    }
    try PacketDecoder.decode(
      bytes, linkType: header.linkType ?? linkType, originalLength: header.originalLength,
      into: &packet)
    guard packet.content != .none else {
      report.skipped += 1
      return
    }
    guard let time = header.time else {
      reject(.malformedTime, bytes)
      return
    }
    try take(packet, bytes, at: time, &texts)
  }

  /// Counts a packet and reads what it carries; `packets` is how many fragments made it up.
  private mutating func take(
    _ packet: IPPacket, _ bytes: Span<UInt8>, at time: Timestamp, packets: UInt64 = 1,
    _ texts: inout TextTable
  ) throws(PacketFault) {
    guard packet.fragment == .whole else {
      try join(packet, bytes, at: time, &texts)
      return
    }
    if packet.content == .icmpOther {
      statistics.icmpMessages += packets
      report.skipped += packets
      return
    }
    let (position, sender) = flows.add(
      packet, number: report.records, time: time, packets: packets)
    if !flows.finished.isEmpty { takeFinished(&texts) }
    let context = NameReader.Context(
      number: report.records, time: time, resolution: resolution(of: time))
    defer {
      takeNames()
      takeCarried()
    }
    switch packet.content {
    case .tcp:
      carried.readSegment(bytes, packet, context, texts: &texts)
      try names.readSegment(
        bytes, packet, context, flow: &flows.records[position], sender: sender, texts: &texts)
    case .udp:
      carried.readDatagram(bytes, packet, context, texts: &texts)
      try names.readDatagram(
        bytes, packet, context, flow: &flows.records[position], sender: sender, texts: &texts)
    case .ip where packet.proto.rawValue == 132:
      carried.readSCTP(bytes, packet, context, texts: &texts)
    default: break
    }
  }

  /// Adds a fragment to its packet, and takes the packet once it is whole.
  ///
  /// Fragments are counted in their flow as soon as its endpoints are known. Of fragments that
  /// carried a tunnel, the packet inside is one packet of its flow.
  private mutating func join(
    _ fragment: IPPacket, _ bytes: Span<UInt8>, at time: Timestamp, _ texts: inout TextTable
  ) throws(PacketFault) {
    statistics.fragments += 1
    let joined = fragments.add(fragment, bytes, at: time)
    guard let whole = joined.whole else {
      guard var header = joined.header else { return }
      header.length = joined.octets
      try take(header, bytes, at: time, packets: joined.packets, &texts)
      return
    }
    var packet = fragment
    do throws(PacketFault) {
      try PacketDecoder.resume(whole.span, proto: joined.proto, into: &packet)
    } catch {
      report.skipped += joined.packets - 1
      throw error
    }
    if !packet.encapsulations.subtracting(fragment.encapsulations).isEmpty {
      statistics.note(packet.encapsulations.subtracting(fragment.encapsulations))
    }
    let isTunnel = packet.ipHeaders > fragment.ipHeaders
    if isTunnel {
      report.skipped += joined.packets - 1
    } else {
      packet.length = joined.octets
    }
    try take(packet, whole.span, at: time, packets: isTunnel ? 1 : joined.packets, &texts)
  }

  /// Resolution of a time stamp in nanoseconds.
  ///
  /// Of a classic file libpcap does not tell it, so a time that is a whole number of microseconds
  /// counts as one of microseconds.
  private func resolution(of time: Timestamp) -> UInt32 {
    coarsest > 0 ? coarsest : time.nanoseconds % 1000 == 0 ? 1000 : 1
  }

  private mutating func takeCarried() {
    guard !carried.events.isEmpty else { return }
    events.append(contentsOf: carried.events)
    carried.events.removeAll(keepingCapacity: true)
  }

  private mutating func takeNames() {
    guard !names.events.isEmpty else { return }
    for event in names.events { hosts.insert(event.host) }
    events.append(contentsOf: names.events)
    names.events.removeAll(keepingCapacity: true)
  }

  private mutating func takeFinished(_ texts: inout TextTable) {
    for flow in flows.finished {
      names.close(flow, texts: &texts)
      takeNames()
      statistics.sides.add(flow.key)
      let resolution = resolution(of: flow.end)
      events.append(Event(flow, resolution: resolution, file: file, texts: &texts))
    }
    flows.finished.removeAll(keepingCapacity: true)
  }

  private mutating func reject(
    _ reason: RejectReason, _ bytes: Span<UInt8>, record: UInt64? = nil
  ) {
    guard report.rejects.counts[reason, default: 0] < RejectCounts.examplesPerReason else {
      report.rejects.add(reason, count: 1)
      return
    }
    var excerpt: [UInt8] = []
    for index in 0..<min(160, bytes.count) { excerpt.append(bytes[index]) }
    report.rejects.add(
      RejectCounts.Example(
        reason: reason,
        location: SourceLocation(file: file, record: record ?? report.records),
        offset: offset ?? 0, excerpt: excerpt))
  }
}
