/// Small whole numbers as words.
enum NumberWord {
  private static let words = [
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
  ]

  /// `seven` for 7; digits from 13 on.
  static func word(_ value: Int) -> String {
    words.indices.contains(value) ? words[value] : NumberText.grouped(value)
  }
}
