import NATModel

/// Data sets.
extension FlowExportDecoder {
  /// Reads the records of a data set; how many there were, or `nil` if that cannot be told.
  func decodeData(
    _ set: Span<UInt8>, template id: UInt16, _ context: SetContext, _ texts: inout TextTable
  ) -> UInt32? {
    guard let template = liveTemplate(id, context) else {
      hold(set, for: id, of: context.exporter, context.clock, context.place)
      return nil
    }
    // A record without octets would never end the set.
    guard template.minimumLength > 0 else {
      reject(.malformedRecord, set, context.place)
      return nil
    }
    return template.isOptions
      ? decodeOptions(set, template, context, &texts)
      : decodeRecords(set, template, context, &texts)
  }

  private func decodeRecords(
    _ set: Span<UInt8>, _ template: Template, _ context: SetContext, _ texts: inout TextTable
  ) -> UInt32? {
    let exporter = context.exporter
    let builder = EventBuilder(template: template, exporter: exporter, clock: context.clock)
    var values = RecordValues()
    var position = 0
    var count: UInt32 = 0
    // Octets that are fewer than the shortest record are padding (RFC 7011 section 3.3.1).
    while set.count - position >= template.minimumLength {
      guard let length = read(set, at: position, template, context.clock, &values) else {
        reject(.truncatedRecord, set, context.place)
        template.records += UInt64(count)
        exporter.counts.records += UInt64(count)
        return nil
      }
      position += length
      count &+= 1
      take(values, set, builder, context.place, &texts)
    }
    template.records += UInt64(count)
    exporter.counts.records += UInt64(count)
    return count
  }

  /// Reads the values of one record and returns its length; `nil` if the set ends before it does.
  ///
  /// - Precondition: as many octets as the shortest record has lie in the set.
  @inline(__always)
  func read(
    _ set: Span<UInt8>, at start: Int, _ template: Template, _ clock: MessageClock,
    _ values: inout RecordValues
  ) -> Int? {
    guard template.isFixed else {
      return readVariable(set, at: start, template, clock, &values)
    }
    let steps = template.steps
    for index in steps.indices {
      let step = steps[index]
      let isPlausible = values.read(
        step, set, at: start &+ Int(step.offset), length: Int(step.length), clock: clock)
      if !isPlausible { template.implausible[index] &+= 1 }
    }
    return template.minimumLength
  }

  /// Fields of variable length have one octet of length before them, or 255 and two more (RFC 7011
  /// section 7).
  private func readVariable(
    _ set: Span<UInt8>, at start: Int, _ template: Template, _ clock: MessageClock,
    _ values: inout RecordValues
  ) -> Int? {
    var position = start
    for (index, field) in template.fields.enumerated() {
      var length = Int(field.length)
      if field.isVariable {
        guard set.count - position >= 1 else { return nil }
        length = Int(set[position])
        position += 1
        if length == 255 {
          guard set.count - position >= 2 else { return nil }
          length = Int(set.network16(at: position))
          position += 2
        }
      }
      guard set.count - position >= length else { return nil }
      let number = Int(template.stepOfField[index])
      if number >= 0 {
        let isPlausible = values.read(
          template.steps[number], set, at: position, length: length, clock: clock)
        if !isPlausible { template.implausible[number] &+= 1 }
      }
      position += length
    }
    return position - start
  }

  /// Turns the values of one record into events and counts.
  private func take(
    _ values: RecordValues, _ bytes: Span<UInt8>, _ builder: EventBuilder, _ place: MessagePlace,
    _ texts: inout TextTable
  ) {
    let location = nextLocation(place)
    let exporter = builder.exporter
    let slots = builder.template.slots
    var classifier = EventClassifier(slots: slots, numbering: .registry)
    if slots.contains(.natEvent) {
      classifier.vote(values, for: &exporter.numberingVotes)
      classifier.numbering = options.numbering ?? exporter.numbering
    }
    exporter.counts.note(values, slots)
    switch classifier.judge(values) {
    case .notice(let notice):
      exporter.counts.notices[notice, default: 0] += 1
      skipped += 1
    case .skip: skipped += 1
    case .reject(let reason): reject(reason, bytes, place)
    case .event(let kind, let roles):
      var event = Event(kind)
      event.location = location
      builder.fill(&event, roles, values, bytes, &texts)
      if builder.setTimes(&event, values) {
        exporter.counts.delay.note(builder.clock.exported &- event.time.nanoseconds)
      } else {
        exporter.counts.timesOfExport += 1
      }
      guard kind.isBlock else {
        exporter.counts.note(kind)
        return events.append(event)
      }
      do throws(RangeFault) {
        try addBlock(&event, values, slots)
        exporter.counts.note(kind)
      } catch {
        reject(error.reason, bytes, place)
      }
    }
  }

  // MARK: - Port blocks

  private struct RangeFault: Error {
    var reason: RejectReason
  }

  /// Adds the event of a block, or one for each port of a block whose ports are scattered.
  ///
  /// portRangeEnd counts where it is; else the last port follows from step and number (RFC 8158
  /// section 5.4.9).
  private func addBlock(
    _ event: inout Event, _ values: RecordValues, _ slots: SlotSet
  ) throws(RangeFault) {
    guard event.fields.isSuperset(of: [.inside, .outside]) else {
      throw RangeFault(reason: .missingField)
    }
    event.fields.formUnion([.outsidePort, .outsidePortLast])
    let first = values[.rangeFirst]
    guard first <= 65535 else { throw RangeFault(reason: .portOutOfRange) }
    event.outsidePort = UInt16(first)
    let count = slots.contains(.rangeCount) ? values[.rangeCount] : 0
    let step = slots.contains(.rangeStep) && values[.rangeStep] > 0 ? values[.rangeStep] : 1
    if step > 1, count > 1 {
      guard count <= 65536, step <= 65535, first + (count - 1) * step <= 65535 else {
        throw RangeFault(reason: .portOutOfRange)
      }
      guard spend(scatteredPorts: Int(count)) else { throw RangeFault(reason: .malformedRecord) }
      for index in 0..<count {
        event.outsidePort = UInt16(first + index * step)
        event.outsidePortLast = event.outsidePort
        events.append(event)
      }
      return
    }
    let last: UInt64
    if slots.contains(.rangeLast), values[.rangeLast] != 0 {
      last = values[.rangeLast]
    } else if count > 0 {
      guard count <= 65536 else { throw RangeFault(reason: .portOutOfRange) }
      last = first + count - 1
    } else {
      throw RangeFault(reason: .missingField)
    }
    guard first <= last, last <= 65535 else { throw RangeFault(reason: .portOutOfRange) }
    event.outsidePortLast = UInt16(last)
    events.append(event)
  }
}

extension ExporterCounts {
  /// Counts the values of a record that are shown as they were sent.
  mutating func note(_ values: RecordValues, _ slots: SlotSet) {
    if slots.contains(.natEvent) {
      natEvents[UInt8(truncatingIfNeeded: values[.natEvent]), default: 0] += 1
    }
    if slots.contains(.firewallEvent) {
      firewallEvents[UInt8(truncatingIfNeeded: values[.firewallEvent]), default: 0] += 1
    }
    if slots.contains(.postSource4), values[.postSource4] != 0 {
      translatedSources += 1
    } else if slots.contains(.postSource6), values.ipv6(.postSource6) != .unspecified {
      translatedSources += 1
    }
  }

  /// Counts an event.
  mutating func note(_ kind: EventKind) {
    switch kind {
    case .sessionOpen: opens += 1
    case .sessionClose: closes += 1
    case .session: sessions += 1
    case .flow: flows += 1
    case .blockAllocate: allocations += 1
    case .blockRelease: releases += 1
    default: break
    }
  }
}
