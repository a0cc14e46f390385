/// Maps values from zero to a rounded maximum onto a length.
struct Scale: Sendable {
  /// The largest value on the axis: 1, 2, 2.5 or 5 times a power of ten.
  let maximum: Double
  private let start: Double
  private let length: Double

  /// A scale that begins at zero and has room for every value given.
  ///
  /// Shares end at 1 if they come near it.
  init(values: [Double], start: Double, length: Double, isShare: Bool = false) {
    let largest = values.filter(\.isFinite).max() ?? 0
    maximum = isShare && largest > 0.4 ? 1 : Scale.rounded(largest)
    self.start = start
    self.length = length
  }

  /// The position of a value.
  func callAsFunction(_ value: Double) -> Double {
    guard value.isFinite else { return start }
    return start + length * min(1, max(0, value / maximum))
  }

  /// The smallest rounded number that is not below a value.
  private static func rounded(_ value: Double) -> Double {
    guard value > 0 else { return 1 }
    var power = 1.0
    while power * 10 <= value { power *= 10 }
    while power > value { power /= 10 }
    for factor in [1, 2, 2.5, 5] where power * factor >= value { return power * factor }
    return power * 10
  }
}
