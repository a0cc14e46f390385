import NATModel

/// Template sets.
extension FlowExportDecoder {
  /// Reads the template records of a set (RFC 7011 section 3.4, RFC 3954 sections 5.2 and 6.1).
  func decodeTemplates(
    _ set: Span<UInt8>, isOptions: Bool, _ context: SetContext, _ texts: inout TextTable
  ) {
    let isNine = context.exporter.version == 9
    var position = 0
    while set.count - position >= 4 {
      let id = set.network16(at: position)
      let count = Int(set.network16(at: position + 2))
      if id == 0, count == 0 { return }  // padding
      if !isNine, count == 0 {
        withdraw(id, isOptions: isOptions, set, context)
        position += 4
        continue
      }
      guard id >= 256 else { return reject(.malformedRecord, set, context.place) }
      let size =
        isOptions ? optionsHeader(set, at: position, isNine) : (header: 4, count, scopes: 0)
      guard let (header, fields, scopes) = size else {
        return reject(.malformedRecord, set, context.place)
      }
      guard
        let (list, end) = readFields(
          set, at: position + header, count: fields, scopes: isNine ? scopes : 0, isNine)
      else { return reject(.truncatedRecord, set, context.place) }
      position = end
      let template = Template(
        id: id, fields: list, scopeCount: scopes, isOptions: isOptions,
        declared: UInt32(clamping: context.clock.exported / 1_000_000_000))
      adopt(template, context, &texts)
    }
  }

  /// Octets before the fields of an options template, the number of its fields, and of scopes.
  ///
  /// IPFIX counts fields, NetFlow v9 octets. A scope count of 0 is against RFC 7011 section 3.4.2.2,
  /// yet sent (Juniper SRX) and read.
  private func optionsHeader(_ set: Span<UInt8>, at position: Int, _ isNine: Bool) -> (
    header: Int, fields: Int, scopes: Int
  )? {
    guard set.count - position >= 6 else { return nil }
    let first = Int(set.network16(at: position + 2))
    let second = Int(set.network16(at: position + 4))
    if isNine {
      guard first.isMultiple(of: 4), second.isMultiple(of: 4) else { return nil }
      return (6, (first + second) / 4, first / 4)
    }
    guard second <= first else { return nil }
    return (6, first, second)
  }

  /// Reads field specifiers; `nil` if the set ends before they do.
  ///
  /// Scope fields of NetFlow v9 have numbers of their own (RFC 3954 section 6.1) and are kept as
  /// elements of no meaning.
  private func readFields(
    _ set: Span<UInt8>, at start: Int, count: Int, scopes: Int, _ isNine: Bool
  ) -> (fields: [TemplateField], end: Int)? {
    var position = start
    guard count <= (set.count - start) / 4 else { return nil }
    var fields: [TemplateField] = []
    fields.reserveCapacity(count)
    for index in 0..<count {
      guard set.count - position >= 4 else { return nil }
      let number = set.network16(at: position)
      var length = set.network16(at: position + 2)
      position += 4
      var enterprise: UInt32 = 0
      if !isNine, number & 0x8000 != 0 {
        guard set.count - position >= 4 else { return nil }
        enterprise = set.network32(at: position)
        position += 4
      }
      if isNine {
        // 65535 octets cannot be in a packet: the length of NetFlow v9 is never variable.
        if length == TemplateField.variable { length -= 1 }
        let isScope = index < scopes
        fields.append(
          TemplateField(
            ElementID(enterprise: isScope ? .max : 0, number), length: length))
      } else {
        fields.append(
          TemplateField(
            ElementID(enterprise: enterprise, number & 0x7fff), length: length))
      }
    }
    return (fields, position)
  }

  /// Puts a template in use and reads what waited for it.
  private func adopt(
    _ template: Template, _ context: SetContext, _ texts: inout TextTable
  ) {
    let exporter = context.exporter
    exporter.counts.templateDeclarations += 1
    if let known = exporter.templates[template.id] {
      known.lastDeclared = template.lastDeclared
      if known.declaresSame(as: template) { return }
      exporter.counts.templateChanges += 1
      exporter.retire(known)
      exporter.templates[template.id] = nil
    }
    while !exporter.templates.isEmpty,
      exporter.templates.count >= options.maximumTemplates
        || exporter.fieldCount + template.fields.count > options.maximumFields
    {
      evictTemplate(of: exporter)
    }
    exporter.templates[template.id] = template
    exporter.fieldCount += template.fields.count
    for held in takeHeld(for: template.id, of: exporter) {
      let heldContext = SetContext(exporter: exporter, clock: held.clock, place: held.place)
      _ = decodeData(held.bytes.span, template: template.id, heldContext, &texts)
    }
  }

  /// Forgets the template that was declared longest ago, by number if there are several.
  private func evictTemplate(of exporter: Exporter) {
    let oldest = exporter.templates.values.min {
      ($0.lastDeclared, $0.id) < ($1.lastDeclared, $1.id)
    }
    guard let oldest else { return }
    exporter.retire(oldest)
    exporter.templates[oldest.id] = nil
    exporter.counts.templateEvictions += 1
  }

  /// A template withdrawal (RFC 7011 section 8.1); over UDP there is none, and it is passed over.
  private func withdraw(
    _ id: UInt16, isOptions: Bool, _ set: Span<UInt8>, _ context: SetContext
  ) {
    let exporter = context.exporter
    guard exporter.peer.transport != .udp else {
      return reject(.malformedRecord, set, context.place)
    }
    if id == context.templateSet || id == context.optionsSet {
      for template in exporter.templates.values where template.isOptions == isOptions {
        exporter.retire(template)
        exporter.templates[template.id] = nil
        exporter.counts.templateWithdrawals += 1
      }
      return
    }
    guard id >= 256 else { return reject(.malformedRecord, set, context.place) }
    guard let template = exporter.templates.removeValue(forKey: id) else { return }
    exporter.retire(template)
    exporter.counts.templateWithdrawals += 1
  }

  /// The template of a data set, unless it has run out.
  func liveTemplate(_ id: UInt16, _ context: SetContext) -> Template? {
    guard let template = context.exporter.templates[id] else { return nil }
    guard context.exporter.peer.transport == .udp else { return template }
    let now = UInt32(clamping: context.clock.exported / 1_000_000_000)
    guard now > template.lastDeclared, now - template.lastDeclared > options.templateLifetime
    else { return template }
    context.exporter.retire(template)
    context.exporter.templates[id] = nil
    context.exporter.counts.templateTimeouts += 1
    return nil
  }
}
