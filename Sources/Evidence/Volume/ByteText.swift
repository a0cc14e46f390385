/// Numbers of bytes for people, in powers of 1000.
enum ByteText {
  /// Three significant digits and a unit: `36 B`, `1.23 MB`, `148 TB`.
  static func people(_ bytes: Double) -> String {
    let (value, unit) = scaled(bytes)
    return digits(value) + " " + unit
  }

  private static func scaled(_ bytes: Double) -> (Double, String) {
    var value = bytes
    var units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"][...]
    // What would be printed as 1000 takes the next unit.
    while value >= 999.5, units.count > 1 {
      value /= 1000
      units.removeFirst()
    }
    return (value, units.first ?? "B")
  }

  /// Three significant digits, no exponent.
  static func digits(_ value: Double) -> String {
    guard value.isFinite, value >= 0, value < 1e15 else { return "\(value)" }
    let decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2
    let factor = [1.0, 10, 100][decimals]
    let scaled = Int((value * factor).rounded())
    guard decimals > 0 else { return NumberText.grouped(scaled) }
    let fraction = String(scaled % Int(factor))
    return "\(scaled / Int(factor))."
      + String(repeating: "0", count: decimals - fraction.count) + fraction
  }
}
