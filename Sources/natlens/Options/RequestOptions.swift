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
      "Remote server that was contacted, for requests that state none.",
      valueName: "address[:port]"))
  var destination: String?

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

  /// A request with the tolerance and, where it states none, the destination of these options.
  func completed(_ request: Request) throws -> Request {
    var request = request
    request.tolerance = tolerance.nanoseconds
    if request.destination == nil, let (address, port) = try parsedDestination() {
      request.destination = address
      request.destinationPort = port
    }
    return request
  }
}
