package import NATModel

/// Addresses kept once each and numbered in order of first appearance; 0 stands for "none".
///
/// Columns hold these four-octet numbers in place of sixteen-octet addresses.
package struct AddressTable: Sendable {
  private var addresses: [IPAddress] = [.unspecified]
  /// Open addressing with linear probing; 0 marks a free slot, the count is a power of two.
  private var slots: [UInt32] = .init(repeating: 0, count: 64)

  /// A table that holds only number 0, ``IPAddress/unspecified``.
  package init() {}

  /// Number of addresses, number 0 included.
  package var count: Int { addresses.count }

  /// The address of a number given out by this table.
  package subscript(number: UInt32) -> IPAddress { addresses[Int(number)] }

  /// The address of a number, or `nil` for number 0.
  package func address(_ number: UInt32) -> IPAddress? {
    number == 0 ? nil : addresses[Int(number)]
  }

  /// The number of an address, given out on first sight; 0 for ``IPAddress/unspecified``.
  ///
  /// Amortised O(1).
  package mutating func intern(_ address: IPAddress) -> UInt32 {
    guard address != .unspecified else { return 0 }
    var slot = AddressTable.hash(address) & (slots.count - 1)
    while slots[slot] != 0 {
      if addresses[Int(slots[slot])] == address { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = UInt32(addresses.count)
    addresses.append(address)
    slots[slot] = number
    if addresses.count * 2 > slots.count { grow() }
    return number
  }

  /// The number of an address that is already in the table, or `nil`.
  package func find(_ address: IPAddress) -> UInt32? {
    guard address != .unspecified else { return nil }
    var slot = AddressTable.hash(address) & (slots.count - 1)
    while slots[slot] != 0 {
      if addresses[Int(slots[slot])] == address { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private mutating func grow() {
    let size = slots.count * 2
    var wider = [UInt32](repeating: 0, count: size)
    for number in 1..<addresses.count {
      var slot = AddressTable.hash(addresses[number]) & (size - 1)
      while wider[slot] != 0 { slot = (slot + 1) & (size - 1) }
      wider[slot] = UInt32(number)
    }
    slots = wider
  }

  private static func hash(_ address: IPAddress) -> Int {
    Int(truncatingIfNeeded: Mixing.mix(Mixing.mix(0, address.high), address.low) >> 1)
  }
}
