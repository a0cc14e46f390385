/// What to do with one field of each record of a template; compiled once for the template.
struct FieldStep: Sendable, BitwiseCopyable {
  /// How octets become a word.
  enum Operation: UInt8, Sendable, BitwiseCopyable {
    /// Unsigned numbers of 1, 2, 4, 8 or any other number of octets.
    case byte, short, word, long, odd
    /// Two words.
    case ipv6
    /// Where the text stands: offset in the high half, length in the low.
    case text
    /// Times, as nanoseconds since 1970.
    case seconds, milliseconds, ntp, uptime, microsecondsBefore
  }

  /// Octet of the record where the field begins; unused if the template has fields of no fixed length.
  var offset: Int32
  /// Octets of the field; unused likewise.
  var length: Int32
  /// How octets become a word.
  var operation: Operation
  /// The word that is filled.
  var slot: RecordSlot
  /// True if zero is no plausible value: addresses and ports.
  var dislikesZero: Bool
  /// Its place among the fields of the template.
  var field: UInt16

  /// Resolution of a time in nanoseconds; 0 for what is no time.
  var resolution: UInt32

  /// A step for an element in a field, or `nil` if the element fills nothing or cannot have this
  /// length.
  init?(_ element: InformationElement, _ declared: TemplateField, field: Int, offset: Int) {
    guard let slot = element.slot else { return nil }
    guard declared.isVariable || element.type.allows(length: Int(declared.length)) else {
      return nil
    }
    let length = declared.isVariable ? 0 : Int(declared.length)
    self.offset = Int32(clamping: offset)
    self.length = Int32(length)
    self.slot = slot
    self.field = UInt16(truncatingIfNeeded: field)
    dislikesZero = FieldStep.neverZero.contains(slot)
    resolution = 0
    switch element.type {
    case .unsigned, .ipv4Address:
      switch length {
      case 1: operation = .byte
      case 2: operation = .short
      case 4: operation = .word
      case 8: operation = .long
      default: operation = .odd
      }
    case .ipv6Address: operation = .ipv6
    case .string: operation = .text
    case .seconds:
      operation = .seconds
      resolution = 1_000_000_000
    case .milliseconds:
      operation = .milliseconds
      resolution = 1_000_000
    case .ntp:
      operation = .ntp
      resolution = element.name.hasSuffix("Nanoseconds") ? 1 : 1000
    case .uptime:
      operation = .uptime
      resolution = 1_000_000
    case .microsecondsBefore:
      operation = .microsecondsBefore
      resolution = 1_000_000_000
    case .octets, .list: return nil
    }
    // Records tell how long such a field is; only texts are read then.
    if declared.isVariable, operation != .text { return nil }
  }

  private static let neverZero = SlotSet(
    .source4, .source6, .destination4, .destination6, .postSource4, .postSource6,
    .postDestination4, .postDestination6, .sourcePort, .destinationPort, .postSourcePort,
    .postDestinationPort, .rangeFirst, .rangeLast)
}
