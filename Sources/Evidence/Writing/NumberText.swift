/// Numbers as text, alike on every platform and in every locale.
enum NumberText {
  /// A number for machines, or `nil` if it is not finite.
  ///
  /// Six decimals, or six significant digits below 0.1; zeros at the end are left out, so that 0.1 +
  /// 0.2 reads `0.3`. No exponent below 10^15.
  static func machine(_ value: Double) -> String? {
    guard value.isFinite else { return nil }
    guard value != 0 else { return "0" }
    let magnitude = value.magnitude
    guard magnitude < 1e15 else { return "\(value)" }
    var decimals = 6
    while magnitude * power(decimals) < 1e5, decimals < 15 { decimals += 1 }
    let text = fixed(magnitude, decimals: decimals)
    let kept = trimmed(text)
    return kept == "0" ? "0" : (value < 0 ? "-" : "") + kept
  }

  /// A whole number with a comma between thousands.
  static func grouped(_ value: Int) -> String {
    var result = ""
    let digits = String(value.magnitude)
    for (offset, digit) in digits.enumerated() {
      if offset > 0, (digits.count - offset) % 3 == 0 { result += "," }
      result.append(digit)
    }
    return (value < 0 ? "-" : "") + result
  }

  /// A share as a percentage with one decimal; never rounds to 0 % or 100 % what is neither.
  static func percent(_ share: Double) -> String { percentDigits(share) + "\u{A0}%" }

  /// A number for people: three significant digits or more, thousands grouped.
  static func people(_ value: Double) -> String {
    guard value.isFinite else { return "?" }
    let magnitude = value.magnitude
    guard magnitude < 1e15 else { return "\(value)" }
    let sign = value < 0 ? "−" : ""
    if magnitude == magnitude.rounded() || magnitude >= 1000 {
      return sign + grouped(Int(magnitude.rounded()))
    }
    var decimals = magnitude >= 100 ? 1 : 2
    while magnitude * power(decimals) < 100, decimals < 6 { decimals += 1 }
    return sign + trimmed(fixed(magnitude, decimals: decimals))
  }

  /// A value in its unit: shares as percentages, everything else as plain numbers.
  static func people(_ value: Double, unit: String) -> String {
    unit == "share" ? percent(value) : people(value)
  }

  /// An interval in a unit, the unit's sign once at the end.
  static func people(_ interval: ClosedRange<Double>, unit: String) -> String {
    unit == "share"
      ? percentDigits(interval.lowerBound) + "–" + percent(interval.upperBound)
      : people(interval.lowerBound) + "–" + people(interval.upperBound)
  }

  private static func percentDigits(_ share: Double) -> String {
    guard share.isFinite else { return "?" }
    let tenths = (share.magnitude * 1000).rounded()
    let sign = share < 0 ? "−" : ""
    if tenths == 0 { return share == 0 ? "0" : "<0.1" }
    if tenths == 1000, share != 1 { return share < 1 ? ">99.9" : "100" }
    return sign + trimmed(fixed(tenths / 10, decimals: 1))
  }

  /// A non-negative number below 10^18 with 1 to 15 decimals, half rounded up.
  private static func fixed(_ magnitude: Double, decimals: Int) -> String {
    // Whole and fraction apart: their product with a power of ten would lose digits.
    var whole = UInt64(magnitude)
    var fraction = UInt64(((magnitude - Double(whole)) * power(decimals)).rounded())
    if fraction >= UInt64(power(decimals)) {
      whole += 1
      fraction = 0
    }
    let digits = String(fraction)
    return "\(whole)." + String(repeating: "0", count: max(0, decimals - digits.count)) + digits
  }

  /// A text with a decimal point, without zeros at its end.
  private static func trimmed(_ text: String) -> String {
    var kept = text[...]
    while kept.last == "0" { kept.removeLast() }
    if kept.last == "." { kept.removeLast() }
    return String(kept)
  }

  private static func power(_ exponent: Int) -> Double {
    (0..<exponent).reduce(1.0) { result, _ in result * 10 }
  }
}
