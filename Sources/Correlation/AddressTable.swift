package import NATModel

/// Addresses kept once each and numbered in order of first appearance; 0 stands for "none".
///
/// Columns hold these four-octet numbers in place of sixteen-octet addresses. IPv4 addresses are
/// looked up in a table of their own that holds address and number in one word: every record of a
/// log asks for three numbers, and each costs one look into memory.
package struct AddressTable: Sendable {
  private var addresses: [IPAddress] = [.unspecified]
  /// IPv4 address and number, `address << 32 | number`.
  ///
  /// Open addressing with linear probing; 0 marks a free slot, the count is a power of two.
  private var slots = [UInt64](repeating: 0, count: 64)
  private var held = 0
  /// Numbers of IPv6 addresses, in the same way.
  private var wideSlots = [UInt32](repeating: 0, count: 16)
  private var wideHeld = 0

  /// A table that holds only number 0, ``IPAddress/unspecified``.
  package init() {}

  /// Number of addresses, number 0 included.
  package var count: Int { addresses.count }

  /// The address of a number given out by this table.
  package subscript(number: UInt32) -> IPAddress { addresses[Int(number)] }

  /// The address of a number, or `nil` for number 0.
  @inline(__always)
  package func address(_ number: UInt32) -> IPAddress? {
    number == 0 ? nil : addresses[Int(number)]
  }

  /// The number of an address, given out on first sight; 0 for ``IPAddress/unspecified``.
  ///
  /// Amortised O(1).
  package mutating func intern(_ address: IPAddress) -> UInt32 {
    guard AddressTable.isIPv4(address) else { return internWide(address) }
    let value = address.ipv4
    var slot = AddressTable.hash(value) & (slots.count - 1)
    while slots[slot] != 0 {
      if slots[slot] >> 32 == UInt64(value) { return UInt32(truncatingIfNeeded: slots[slot]) }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = UInt32(addresses.count)
    addresses.append(address)
    slots[slot] = UInt64(value) << 32 | UInt64(number)
    held += 1
    if held * 2 > slots.count { grow() }
    return number
  }

  /// The number of an address that is already in the table, or `nil`.
  package func find(_ address: IPAddress) -> UInt32? {
    guard AddressTable.isIPv4(address) else { return findWide(address) }
    let value = address.ipv4
    var slot = AddressTable.hash(value) & (slots.count - 1)
    while slots[slot] != 0 {
      if slots[slot] >> 32 == UInt64(value) { return UInt32(truncatingIfNeeded: slots[slot]) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// What stands where an address is looked for first: reading it brings it near.
  ///
  /// Done for many addresses before they are interned, the processor waits for all of them at once
  /// and not for one after the other.
  @inline(__always)
  func peek(_ address: IPAddress) -> UInt64 {
    guard AddressTable.isIPv4(address) else { return 0 }
    return slots[AddressTable.hash(address.ipv4) & (slots.count - 1)]
  }

  private mutating func grow() {
    let size = slots.count * 2
    var wider = [UInt64](repeating: 0, count: size)
    for entry in slots where entry != 0 {
      var slot = AddressTable.hash(UInt32(entry >> 32)) & (size - 1)
      while wider[slot] != 0 { slot = (slot + 1) & (size - 1) }
      wider[slot] = entry
    }
    slots = wider
  }

  /// As ``IPAddress/isIPv4``, by words.
  @inline(__always)
  private static func isIPv4(_ address: IPAddress) -> Bool {
    address.high == 0 && address.low >> 32 == 0xffff
  }

  @inline(__always)
  private static func hash(_ value: UInt32) -> Int {
    Int(truncatingIfNeeded: Mixing.mix(0, UInt64(value)) >> 1)
  }
}

/// IPv6 addresses.
extension AddressTable {
  private mutating func internWide(_ address: IPAddress) -> UInt32 {
    guard address != .unspecified else { return 0 }
    if let known = findWide(address) { return known }
    let number = UInt32(addresses.count)
    addresses.append(address)
    wideHeld += 1
    if wideHeld * 2 > wideSlots.count {
      let old = wideSlots
      wideSlots = [UInt32](repeating: 0, count: old.count * 2)
      for entry in old where entry != 0 { place(entry) }
    }
    place(number)
    return number
  }

  private func findWide(_ address: IPAddress) -> UInt32? {
    guard address != .unspecified else { return nil }
    var slot = AddressTable.hash(address) & (wideSlots.count - 1)
    while wideSlots[slot] != 0 {
      if addresses[Int(wideSlots[slot])] == address { return wideSlots[slot] }
      slot = (slot + 1) & (wideSlots.count - 1)
    }
    return nil
  }

  private mutating func place(_ number: UInt32) {
    var slot = AddressTable.hash(addresses[Int(number)]) & (wideSlots.count - 1)
    while wideSlots[slot] != 0 { slot = (slot + 1) & (wideSlots.count - 1) }
    wideSlots[slot] = number
  }

  private static func hash(_ address: IPAddress) -> Int {
    Int(truncatingIfNeeded: Mixing.mix(Mixing.mix(0, address.high), address.low) >> 1)
  }
}
