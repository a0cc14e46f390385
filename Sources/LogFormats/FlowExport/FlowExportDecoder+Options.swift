import NATModel

/// Records of options templates: what an exporter says of itself (RFC 7011 section 3.4.2).
extension FlowExportDecoder {
  /// Reads the options records of a set; how many there were, or `nil` if that cannot be told.
  func decodeOptions(
    _ set: Span<UInt8>, _ template: Template, _ context: SetContext, _ texts: inout TextTable
  ) -> UInt32? {
    var values = RecordValues()
    var position = 0
    var count: UInt32 = 0
    while set.count - position >= template.minimumLength {
      guard let length = read(set, at: position, template, context.clock, &values) else {
        reject(.truncatedRecord, set, context.place)
        return nil
      }
      position += length
      count &+= 1
      countOptionsRecord()
      template.records += 1
      context.exporter.counts.optionsRecords += 1
      learn(values, template.slots, set, context.exporter, &texts)
    }
    return count
  }

  /// Keeps what later records are read with, or what `inspect` shows.
  private func learn(
    _ values: borrowing RecordValues, _ slots: SlotSet, _ bytes: Span<UInt8>, _ exporter: Exporter,
    _ texts: inout TextTable
  ) {
    if slots.contains(.samplingInterval) {
      exporter.counts.samplingInterval = max(
        exporter.counts.samplingInterval, values[.samplingInterval])
    }
    // RFC 5477 section 8.2: so many of a population, or so many and then so many passed over.
    if slots.contains(.packetsTaken), values[.packetsTaken] > 0 {
      let passed = slots.contains(.packetsPassedOver) ? values[.packetsPassedOver] : 0
      let population =
        slots.contains(.samplingPopulation)
        ? values[.samplingPopulation]
        : values[.packetsTaken].addingReportingOverflow(passed).partialValue
      exporter.counts.samplingInterval = max(
        exporter.counts.samplingInterval, population / values[.packetsTaken])
    }
    if slots.contains(.exportedMessages) {
      exporter.counts.statedMessages = values[.exportedMessages]
    }
    if slots.contains(.exportedRecords) {
      exporter.counts.statedRecords = values[.exportedRecords]
    }
    if slots.contains(.systemStart) {
      exporter.systemStart = values.time(.systemStart).nanoseconds
    }
    if slots.contains(.vrf), slots.contains(.vrfName), exporter.vrfNames.count < 1 << 16 {
      let range = values.text(.vrfName)
      let end = EventBuilder.endOfText(bytes, range)
      let number = UInt32(truncatingIfNeeded: values[.vrf])
      if end > range.lowerBound, number != 0 {
        exporter.vrfNames[number] = texts.intern(bytes.extracting(range.lowerBound..<end))
      }
    }
  }
}
