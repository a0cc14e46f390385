import ArgumentParser
import NATModel

/// `--clock-error`: how errors within the tolerance are spread.
struct ClockErrorArgument: ExpressibleByArgument {
  /// The spread.
  let error: ClockError

  /// Every error as likely as any other.
  static let even = ClockErrorArgument(error: .uniform)

  init(error: ClockError) { self.error = error }

  /// `even`, or `normal:` and a duration.
  init?(argument: String) {
    if argument == "even" {
      error = .uniform
    } else {
      guard argument.hasPrefix("normal:"),
        let sigma = DurationArgument(argument: String(argument.dropFirst(7)))
      else { return nil }
      error = .normal(sigma.nanoseconds)
    }
  }

  var defaultValueDescription: String {
    switch error {
    case .uniform: "even"
    case .normal(let sigma): "normal:\(DurationArgument(nanoseconds: sigma))"
    }
  }
}

/// `--clock-offset`: by how much a clock is ahead, perhaps of one server only.
struct ClockOffsetArgument: ExpressibleByArgument {
  /// The server whose requests are meant, or `nil` for all.
  let server: IPAddress?
  /// Nanoseconds, negative for a clock that is behind.
  let nanoseconds: Int64

  /// `[ADDRESS=][+|-]DURATION`.
  init?(argument: String) {
    var text = argument[...]
    if let equals = text.firstIndex(of: "=") {
      guard let address = IPAddress(String(text[..<equals])) else { return nil }
      server = address
      text = text[text.index(after: equals)...]
    } else {
      server = nil
    }
    let isBehind = text.hasPrefix("-")
    if isBehind || text.hasPrefix("+") { text = text.dropFirst() }
    guard let duration = DurationArgument(argument: String(text)) else { return nil }
    nanoseconds = isBehind ? -duration.nanoseconds : duration.nanoseconds
  }
}
