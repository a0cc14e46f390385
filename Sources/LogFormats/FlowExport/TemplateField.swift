/// One field of a template as the exporter declared it.
package struct TemplateField: Hashable, Sendable, BitwiseCopyable {
  /// Length that stands for "each record says how long" (RFC 7011 section 7).
  package static let variable: UInt16 = 65535

  /// What the field holds.
  package var id: ElementID
  /// Octets it takes, or ``variable``.
  package var length: UInt16

  /// A field from its parts.
  package init(_ id: ElementID, length: UInt16) {
    self.id = id
    self.length = length
  }

  /// True if its length stands in each record.
  var isVariable: Bool { length == TemplateField.variable }
  /// Octets that it takes at least.
  var minimumLength: Int { isVariable ? 1 : Int(length) }
}
