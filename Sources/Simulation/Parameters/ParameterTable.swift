/// Every parameter of a simulated world, in one versioned table that reports reprint.
///
/// Where sources disagree the default is the value that favours retention (least exposure, most
/// attribution), so that findings against retention hold all the more.
package enum ParameterTable {
  /// Changes with every parameter, default, range and meaning.
  package static let version = 3

  /// All parameters in the order of printing.
  package static let all: [Parameter] = population + sites + traffic + nat + logs

  private static let positions: [String: Int] = Dictionary(
    all.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })

  /// The parameter of an id.
  package static func find(_ id: String) -> Parameter? { positions[id].map { all[$0] } }

  /// The id that looks most like a text, for error messages.
  package static func nearest(to text: String) -> String {
    func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
      var row = Array(0...right.count)
      for (i, a) in left.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, b) in right.enumerated() {
          let old = row[j + 1]
          row[j + 1] = min(old + 1, row[j] + 1, diagonal + (a == b ? 0 : 1))
          diagonal = old
        }
      }
      return row[right.count]
    }
    let wanted = Array(text.utf8.prefix(80))
    return all.map { (distance(wanted, Array($0.id.utf8)), $0.id) }.min { $0 < $1 }?.1 ?? ""
  }
}
