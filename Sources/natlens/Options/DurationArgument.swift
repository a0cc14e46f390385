import ArgumentParser

/// A length of time on the command line: `2s`, `500ms`, `5m`, `1h`, or plain seconds.
struct DurationArgument: ExpressibleByArgument, CustomStringConvertible {
  /// Nanoseconds, not negative.
  let nanoseconds: Int64

  /// One second: the default tolerance.
  static let oneSecond = DurationArgument(nanoseconds: 1_000_000_000)

  /// A duration of so many nanoseconds.
  init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// A duration from text; `nil` if it is none, negative, or longer than a hundred years.
  init?(argument: String) {
    let units: [(suffix: String, factor: Double)] = [
      ("ns", 1), ("us", 1e3), ("µs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3600e9),
      ("d", 86_400e9),
    ]
    var number = argument[...]
    var factor = 1e9
    for unit in units where argument.hasSuffix(unit.suffix) {
      number = argument.dropLast(unit.suffix.count)
      factor = unit.factor
      break
    }
    guard let value = Double(number), value >= 0, value * factor < 3.2e18 else { return nil }
    nanoseconds = Int64((value * factor).rounded())
  }

  /// The shortest of the forms that can be read back.
  var description: String {
    let units: [(suffix: String, factor: Int64)] = [
      ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000), ("ms", 1_000_000),
      ("us", 1000), ("ns", 1),
    ]
    for unit in units where nanoseconds % unit.factor == 0 && nanoseconds != 0 {
      return "\(nanoseconds / unit.factor)\(unit.suffix)"
    }
    return "0s"
  }

  var defaultValueDescription: String { description }
}
