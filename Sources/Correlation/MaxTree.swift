/// The greatest value in every aligned run of 16, 256, 4096, … places of a sequence.
///
/// Finds the places whose value is above a bound without looking at runs that hold none; the
/// values themselves stay where they are. Takes about half an octet per place.
struct MaxTree: Sendable {
  private static let shift = 4
  /// `levels[k][j]` is the greatest value of places `j * 16^(k+1)` up to the next multiple.
  private let levels: [[Int64]]

  /// A tree over `count` places.
  /// - Complexity: O(count), on all cores where that is much.
  init(count: Int, value: @Sendable (Int) -> Int64) {
    var built: [[Int64]] = []
    var width = count
    while width > 1 << MaxTree.shift {
      let next = (width + (1 << MaxTree.shift) - 1) >> MaxTree.shift
      if let below = built.last {
        built.append(MaxTree.level(0..<next, over: width) { below[$0] })
      } else {
        let total = width
        let pieces = Parallel.pieces(of: next, smallest: 1 << 14)
        built.append(
          Parallel.map(pieces.count) { MaxTree.level(pieces[$0], over: total, value) }
            .flatMap { $0 })
      }
      width = next
    }
    levels = built
  }

  /// The greatest value of each of some runs of 16 places.
  private static func level(
    _ runs: Range<Int>, over width: Int, _ value: (Int) -> Int64
  ) -> [Int64] {
    var level: [Int64] = []
    level.reserveCapacity(runs.count)
    for run in runs {
      var greatest = Int64.min
      for place in run << shift..<min(width, (run + 1) << shift) {
        greatest = max(greatest, value(place))
      }
      level.append(greatest)
    }
    return level
  }

  /// Octets that the tree takes.
  var octets: Int { levels.reduce(0) { $0 + $1.count * 8 } }

  /// Calls `body` with every place in the range whose value is above the bound, in order.
  ///
  /// - Complexity: O(log n) per place found, and O(log n) if none is.
  func forEach(
    in range: Range<Int>, above bound: Int64, value: (Int) -> Int64, _ body: (Int) -> Void
  ) {
    var place = range.lowerBound
    while place < range.upperBound {
      var step = 0
      var level = 0
      // The widest run that begins here, ends inside the range and holds nothing above the bound.
      while level < levels.count {
        let bits = MaxTree.shift * (level + 1)
        let width = 1 << bits
        guard place & (width - 1) == 0, range.upperBound - place >= width,
          levels[level][place >> bits] <= bound
        else { break }
        step = width
        level += 1
      }
      if step == 0 {
        if value(place) > bound { body(place) }
        step = 1
      }
      place += step
    }
  }
}
