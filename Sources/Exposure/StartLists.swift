/// Starts of the records of each of some subscribers, in a few octets each.
///
/// Each start stands as its distance to the one before, as a variable number of 7-bit groups: records
/// of one household are seconds apart, so a hundred million take some 400 MB and not 800.
package struct StartLists: Sendable {
  /// One list of octets for each subscriber.
  private var octets: [[UInt8]]
  private var last: [Int64]
  private var isInOrder: [Bool]
  /// Number of starts, by place.
  package private(set) var counts: [Int]

  private static let millisecond: Int64 = 1_000_000

  /// No starts of so many subscribers.
  package init(count: Int) {
    octets = [[UInt8]](repeating: [], count: count)
    last = [Int64](repeating: 0, count: count)
    isInOrder = [Bool](repeating: true, count: count)
    counts = [Int](repeating: 0, count: count)
  }

  /// Adds a start, nanoseconds since 1970 UTC; amortised O(1).
  package mutating func append(_ start: Int64, at place: Int) {
    // Wrapping: added up in the same way, so nothing is lost.
    let distance = start &- last[place]
    if counts[place] > 0, start < last[place] { isInOrder[place] = false }
    last[place] = start
    counts[place] += 1
    // Whole milliseconds, which most logs state, are marked by the lowest bit.
    let isWhole = distance % StartLists.millisecond == 0
    let number = isWhole ? distance / StartLists.millisecond : distance
    StartLists.write(number, to: &octets[place], marked: isWhole)
  }

  /// The starts of one subscriber, ascending.
  package func starts(at place: Int) -> [Int64] {
    var starts: [Int64] = []
    starts.reserveCapacity(counts[place])
    var position = 0
    var start: Int64 = 0
    while position < octets[place].count {
      let (number, isWhole) = StartLists.read(octets[place], &position)
      start &+= isWhole ? number &* StartLists.millisecond : number
      starts.append(start)
    }
    if !isInOrder[place] { starts.sort() }
    return starts
  }

  /// First octet: mark, sign, five bits, whether more follow; then seven bits each.
  private static func write(_ number: Int64, to octets: inout [UInt8], marked: Bool) {
    var rest = number.magnitude
    let first = UInt8(rest & 0x1f) << 2 | (number < 0 ? 2 : 0) | (marked ? 1 : 0)
    rest >>= 5
    octets.append(rest == 0 ? first : first | 0x80)
    while rest > 0 {
      octets.append(UInt8(rest & 0x7f) | (rest > 0x7f ? 0x80 : 0))
      rest >>= 7
    }
  }

  private static func read(_ octets: [UInt8], _ position: inout Int) -> (Int64, Bool) {
    let first = octets[position]
    position += 1
    var magnitude = UInt64(first >> 2 & 0x1f)
    var shift: UInt64 = 5
    var goesOn = first & 0x80 != 0
    while goesOn {
      magnitude |= UInt64(octets[position] & 0x7f) << shift
      goesOn = octets[position] & 0x80 != 0
      position += 1
      shift += 7
    }
    let number = Int64(bitPattern: first & 2 == 0 ? magnitude : 0 &- magnitude)
    return (number, first & 1 == 1)
  }
}
