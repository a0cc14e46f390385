import Exposure
import NATModel
import Testing

@Suite struct NameListTests {
  @Test func `names are gathered by address, lower case and sorted`() throws {
    let text =
      "name,address\nB.example,192.0.2.1\na.example,192.0.2.1\nb.example,192.0.2.1\nc.example,x\n"
    let list = try #require(NameList(Array(text.utf8)))
    let address = try #require(IPAddress("192.0.2.1"))
    #expect(list.names == [address: ["a.example", "b.example"]])
    #expect(list.count == 2)
    #expect(list.malformed == [4])
  }
}
