/// A template as one exporter uses it: its fields, how to read its records, and how many came.
///
/// A class, because counting goes on for as long as the template lives.
final class Template {
  /// Number, from 256.
  let id: UInt16
  /// The fields in order, scope fields first.
  let fields: [TemplateField]
  /// Number of scope fields; 0 for a template of data records.
  let scopeCount: Int
  /// True if its records describe the exporter and not traffic (RFC 7011 section 3.4.2).
  let isOptions: Bool
  /// Octets of the shortest record; 0 if every field has length 0, and then no record is read.
  let minimumLength: Int
  /// True if all records have the same length.
  let isFixed: Bool
  /// What to do with each field that is read, in order.
  let steps: [FieldStep]
  /// For each field the step that reads it, or -1; only for records of different lengths.
  let stepOfField: [Int16]
  /// The slots that a record fills.
  let slots: SlotSet
  /// Resolutions of `eventTime`, `start` and `end` in nanoseconds.
  let resolutions: (event: UInt32, start: UInt32, end: UInt32)
  /// True if a time is relative to the exporter's uptime.
  let usesUptime: Bool
  /// Fields whose length their type does not allow; they are passed over.
  let oddFields: Int

  /// Data records read with it.
  var records: UInt64 = 0
  /// Implausible values by step.
  var implausible: [UInt64]
  /// Export time of the message that last declared it, in seconds since 1970.
  var lastDeclared: UInt32

  /// A template with its steps compiled.
  init(
    id: UInt16, fields: [TemplateField], scopeCount: Int, isOptions: Bool, declared: UInt32
  ) {
    self.id = id
    self.fields = fields
    self.scopeCount = scopeCount
    self.isOptions = isOptions
    lastDeclared = declared
    minimumLength = fields.reduce(0) { $0 + $1.minimumLength }
    isFixed = !fields.contains { $0.isVariable }
    var compiled: [FieldStep] = []
    var odd = 0
    var offset = 0
    for (index, field) in fields.enumerated() {
      defer { offset += field.minimumLength }
      guard let element = InformationElement.element(field.id), field.length > 0 else { continue }
      if !field.isVariable, !element.type.allows(length: Int(field.length)) { odd += 1 }
      guard let step = FieldStep(element, field, field: index, offset: offset) else { continue }
      if let rival = compiled.firstIndex(where: { $0.slot == step.slot }) {
        if Template.prefers(step, to: compiled[rival]) { compiled[rival] = step }
      } else {
        compiled.append(step)
      }
    }
    oddFields = odd
    steps = compiled.sorted { $0.field < $1.field }
    usesUptime = compiled.contains { $0.operation == .uptime }
    implausible = [UInt64](repeating: 0, count: compiled.count)
    var filled = SlotSet()
    var resolutions: (event: UInt32, start: UInt32, end: UInt32) = (0, 0, 0)
    var byField = [Int16](repeating: -1, count: isFixed ? 0 : fields.count)
    for (index, step) in steps.enumerated() {
      filled.insert(step.slot)
      if !isFixed { byField[Int(step.field)] = Int16(truncatingIfNeeded: index) }
      switch step.slot {
      case .eventTime: resolutions.event = step.resolution
      case .start: resolutions.start = step.resolution
      case .end: resolutions.end = step.resolution
      default: break
      }
    }
    slots = filled
    stepOfField = byField
    self.resolutions = resolutions
  }

  /// True if both declare the same records.
  func declaresSame(as other: Template) -> Bool {
    fields == other.fields && scopeCount == other.scopeCount && isOptions == other.isOptions
  }

  /// Of two elements for one value, the absolute and finer time counts, else the first.
  private static func prefers(_ step: FieldStep, to other: FieldStep) -> Bool {
    guard step.resolution > 0 else { return false }
    let isRelative = step.operation == .uptime || step.operation == .microsecondsBefore
    let isOtherRelative = other.operation == .uptime || other.operation == .microsecondsBefore
    if isRelative != isOtherRelative { return isOtherRelative }
    return step.resolution < other.resolution
  }
}
