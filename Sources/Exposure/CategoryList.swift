import NATModel

/// Which sites belong to a special category: CSV with `site,category`.
///
/// Names of categories that begin with `sensitive-` are sensitive without being listed in Article
/// 9(1) of the GDPR (debt, addiction, legal aid); all others stand for the list of that article.
package struct CategoryList: Sendable {
  /// Category of each site, by host name in lower case.
  package let categories: [String: String]
  /// Names of the categories, sorted.
  package let names: [String]
  /// Line positions that were no entry (from 1, the header not counted).
  package let malformed: [Int]

  /// A list from its entries.
  package init(_ categories: [String: String]) {
    self.categories = categories
    names = Set(categories.values).sorted()
    malformed = []
  }

  /// A list from the bytes of a file; `nil` unless the header names `site` and `category`.
  package init?(_ bytes: [UInt8]) {
    guard let records = CSVRecords(bytes, naming: ["site", "category"]),
      let site = records.column("site"), let category = records.column("category")
    else { return nil }
    var found: [String: String] = [:]
    var malformed = records.malformed
    for (number, row) in records.rows.enumerated() {
      if row[site].isEmpty || row[category].isEmpty {
        malformed.append(number + 1)
      } else {
        found[HostName.canonical(row[site])] = row[category].lowercased()
      }
    }
    categories = found
    names = Set(found.values).sorted()
    self.malformed = malformed
  }

  /// True for a category of Article 9(1) of the GDPR.
  package static func isListed(_ category: String) -> Bool { !category.hasPrefix("sensitive-") }
}
