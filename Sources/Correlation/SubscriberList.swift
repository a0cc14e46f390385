package import NATModel

/// A provider's static list of who has which inside address: CSV with `subscriber,inside`.
///
/// A subscriber with several devices or addresses has several lines.
package struct SubscriberList: Sendable {
  /// One line of the list.
  package struct Entry: Hashable, Sendable {
    /// Customer number or name.
    package var subscriber: String
    /// The inside address.
    package var inside: IPAddress
  }

  /// The lines in order.
  package let entries: [Entry]
  /// Line positions that were no entry (from 1, the header not counted).
  package let malformed: [Int]

  /// A list from the bytes of a file; `nil` unless the header names `subscriber` and `inside`.
  package init?(_ bytes: [UInt8]) {
    guard let records = CSVRecords(bytes, naming: ["subscriber", "inside"]),
      let subscriber = records.column("subscriber"), let inside = records.column("inside")
    else { return nil }
    var entries: [Entry] = []
    var malformed = records.malformed
    for (number, row) in records.rows.enumerated() {
      if let address = IPAddress(row[inside]), !row[subscriber].isEmpty {
        entries.append(Entry(subscriber: row[subscriber], inside: address))
      } else {
        malformed.append(number + 1)
      }
    }
    self.entries = entries
    self.malformed = malformed
  }
}
