/// One information element: its name, its type, and which value of a record it fills.
///
/// Elements are a table, ``InformationElement/all``; decoding consults it once for each template.
package struct InformationElement: Sendable {
  /// Number and owner.
  package let id: ElementID
  /// Name in the registry (IANA "IPFIX Information Elements"), or the vendor's.
  package let name: String
  /// Type in the registry.
  package let type: ElementType
  /// The value it fills, or `nil` if it is only named in reports.
  package let slot: RecordSlot?

  /// An element of IANA's registry, or of a vendor's.
  init(
    _ number: UInt16, _ name: String, _ type: ElementType, _ slot: RecordSlot? = nil,
    enterprise: UInt32 = 0
  ) {
    id = ElementID(enterprise: enterprise, number)
    self.name = name
    self.type = type
    self.slot = slot
  }

  private static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })

  /// The element of an id, or `nil` if it is not in the table.
  package static func element(_ id: ElementID) -> InformationElement? { byID[id] }

  /// The name of an element, or its number where the table has none.
  package static func name(of id: ElementID) -> String { byID[id]?.name ?? "element \(id)" }
}
