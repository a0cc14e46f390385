package import NATModel

/// A public list of which host names an address serves: CSV with `name,address`.
///
/// This is what an adversary with knowledge K1 has: the DNS, collected.
package struct NameList: Sendable {
  /// Names at each address, lower case, sorted, each once.
  package let names: [IPAddress: [String]]
  /// Number of distinct names.
  package let count: Int
  /// Line positions that were no entry (from 1, the header not counted).
  package let malformed: [Int]

  /// A list from the bytes of a file; `nil` unless the header names `name` and `address`.
  package init?(_ bytes: [UInt8]) {
    guard let records = CSVRecords(bytes, naming: ["name", "address"]),
      let name = records.column("name"), let address = records.column("address")
    else { return nil }
    var served: [IPAddress: Set<String>] = [:]
    var all: Set<String> = []
    var malformed = records.malformed
    for (number, row) in records.rows.enumerated() {
      let host = HostName.canonical(row[name])
      if let server = IPAddress(row[address]), !host.isEmpty {
        served[server, default: []].insert(host)
        all.insert(host)
      } else {
        malformed.append(number + 1)
      }
    }
    names = served.mapValues { $0.sorted() }
    count = all.count
    self.malformed = malformed
  }
}
