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

/// `--clock-offset`: by how much a clock is ahead, perhaps of one server or exporter only.
struct ClockOffsetArgument: ExpressibleByArgument {
  /// The server whose requests are meant, or `nil` for all.
  let server: IPAddress?
  /// The exporter whose records are meant, or `nil` for requests.
  let exporter: String?
  /// Nanoseconds, negative for a clock that is behind.
  let nanoseconds: Int64

  /// `[ADDRESS=|exporter:NAME=][+|-]DURATION`.
  init?(argument: String) {
    var text = argument[...]
    var server: IPAddress?
    var exporter: String?
    if let equals = text.lastIndex(of: "=") {
      let name = text[..<equals]
      if name.hasPrefix("exporter:") {
        exporter = String(name.dropFirst(9))
      } else {
        guard let address = IPAddress(String(name)) else { return nil }
        server = address
      }
      text = text[text.index(after: equals)...]
    }
    self.server = server
    self.exporter = exporter
    let isBehind = text.hasPrefix("-")
    if isBehind || text.hasPrefix("+") { text = text.dropFirst() }
    guard let duration = DurationArgument(argument: String(text)) else { return nil }
    nanoseconds = isBehind ? -duration.nanoseconds : duration.nanoseconds
  }
}
