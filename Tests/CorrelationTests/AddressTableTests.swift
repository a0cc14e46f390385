import Correlation
import NATModel
import Testing

@Suite struct AddressTableTests {
  @Test func `numbers are given in order and found again`() {
    var table = AddressTable()
    #expect(table.intern(.unspecified) == 0)
    for value in 1...500 {
      #expect(table.intern(IPAddress(ipv4: UInt32(value))) == UInt32(value))
    }
    for value in 1...500 {
      let address = IPAddress(ipv4: UInt32(value))
      #expect(table.find(address) == UInt32(value))
      #expect(table.intern(address) == UInt32(value))
      #expect(table.address(UInt32(value)) == address)
    }
    #expect(table.count == 501)
    #expect(table.find(IPAddress(high: 1, low: 1)) == nil)
    #expect(table.find(.unspecified) == nil)
    #expect(table.address(0) == nil)
  }
}
