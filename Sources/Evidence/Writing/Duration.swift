/// Lengths of time in words.
enum Duration {
  /// A length in nanoseconds in its largest fitting unit: `45 seconds`, `12 minutes`, `24 hours`.
  static func words(_ nanoseconds: Int64) -> String {
    let seconds = Double(max(0, nanoseconds)) / 1e9
    let units: [(length: Double, name: String)] = [
      (86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second"),
    ]
    for unit in units where seconds >= unit.length * (unit.name == "day" ? 2 : 1) {
      let count = (seconds / unit.length * 10).rounded() / 10
      return NumberText.people(count) + " " + unit.name + (count == 1 ? "" : "s")
    }
    return NumberText.people((seconds * 1000).rounded() / 1000) + " seconds"
  }
}
