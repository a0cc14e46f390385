import ArgumentParser
import NATModel

/// What is asked, and how much clock error to allow for.
struct RequestOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Clock error to allow for on both sides of a request's time.", valueName: "duration"))
  var tolerance: DurationArgument = .oneSecond

  @Option(
    help: ArgumentHelp(
      "Spread of that error: even, or normal with a standard deviation (normal:300ms).",
      valueName: "form"))
  var clockError: ClockErrorArgument = .even

  @Option(
    help: ArgumentHelp(
      "How far a clock is ahead: subtracted from the times of requests, or of an exporter.",
      discussion: """
        +0.8s, -2m; with the address of a server (198.51.100.7=+0.8s) only for its requests; with \
        the name of an exporter (exporter:cgn-2=-5s) for its records. May be given several times. \
        natlens who reports what it finds where a server's log has ports.
        """, valueName: "[clock=]offset"))
  var clockOffset: [ClockOffsetArgument] = []

  @Option(
    help: ArgumentHelp(
      "Remote server that was contacted, for requests that state none.",
      valueName: "address[:port]"))
  var destination: String?

  /// By how much the clocks of exporters are ahead, in nanoseconds, by name; the last one counts.
  var exporterClocks: [String: Int64] {
    var clocks: [String: Int64] = [:]
    for offset in clockOffset {
      if let exporter = offset.exporter { clocks[exporter] = offset.nanoseconds }
    }
    return clocks
  }

  /// The destination as address and port.
  /// - Throws: ``CommandFailure`` if it cannot be read.
  func parsedDestination() throws -> (address: IPAddress, port: UInt16?)? {
    guard let destination else { return nil }
    do {
      return try Request.endpoint(parsing: destination)
    } catch {
      throw CommandFailure(
        .usage, seen: "--destination \(destination): \(error)",
        remedy: "Give an address with an optional port, such as 198.51.100.7:443.")
    }
  }

  /// A request with the tolerance of these options, or its own, and, where it states none, their
  /// destination; its time corrected by the clock offset that is for it.
  func completed(_ request: Request, tolerance own: Int64? = nil) throws -> Request {
    var request = request
    request.tolerance = own ?? tolerance.nanoseconds
    request.error = clockError.error
    if request.destination == nil, let (address, port) = try parsedDestination() {
      request.destination = address
      request.destinationPort = port
    }
    let offset =
      clockOffset.last { $0.server != nil && $0.server == request.destination }
      ?? clockOffset.last { $0.server == nil && $0.exporter == nil }
    if let offset { request.time = request.time.advanced(by: -offset.nanoseconds) }
    return request
  }
}
