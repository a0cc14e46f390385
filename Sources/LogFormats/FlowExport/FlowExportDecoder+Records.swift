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
    let clock = context.clock
    var pass = beginPass(
      EventBuilder(template: template, exporter: context.exporter, clock: clock), context.place)
    var values = RecordValues()
    var position = 0
    var count: UInt32 = 0
    var isComplete = true
    // Octets that are fewer than the shortest record are padding (RFC 7011 section 3.3.1).
    while set.count - position >= template.minimumLength {
      guard let length = read(set, at: position, template, clock, &values) else {
        isComplete = false
        break
      }
      position += length
      count &+= 1
      if let reason = pass.take(values, set, &texts) {
        reject(reason, set, context.place, records: pass.records - 1)
      }
    }
    end(pass)
    if !isComplete { reject(.truncatedRecord, set, context.place) }
    template.records += UInt64(count)
    context.exporter.counts.records += UInt64(count)
    return isComplete ? count : nil
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
}
