/// What somebody who wants an attribution knows.
package struct Request: Hashable, Sendable {
  /// When, as the requester's clock said.
  package var time: Timestamp
  /// Resolution of `time` in nanoseconds: the instant lies in `[time, time + resolution)`.
  package var resolution: Int64
  /// Clock error to allow for on both sides, in nanoseconds.
  package var tolerance: Int64
  /// How clock errors within the tolerance are taken to be spread.
  package var error = ClockError.uniform
  /// Shared address, if known.
  package var outside: IPAddress?
  /// Port at the shared address, if known.
  package var outsidePort: UInt16?
  /// Protocol, if known.
  package var proto: TransportProtocol?
  /// Remote server's address, if known.
  package var destination: IPAddress?
  /// Remote server's port, if known.
  package var destinationPort: UInt16?
  /// Where the request was read, if it came from a file.
  package var location: SourceLocation?
  /// Label by which truth recognises the request, or empty.
  package var label: String

  /// A request from what is known.
  package init(
    time: Timestamp, resolution: Int64 = 0, tolerance: Int64 = 0, outside: IPAddress? = nil,
    outsidePort: UInt16? = nil, proto: TransportProtocol? = nil, destination: IPAddress? = nil,
    destinationPort: UInt16? = nil, location: SourceLocation? = nil, label: String = ""
  ) {
    self.time = time
    self.resolution = resolution
    self.tolerance = tolerance
    self.outside = outside
    self.outsidePort = outsidePort
    self.proto = proto
    self.destination = destination
    self.destinationPort = destinationPort
    self.location = location
    self.label = label
  }

  /// The instants at which the act may have happened: `time`, widened by resolution and tolerance.
  package var window: TimeSpan {
    TimeSpan(
      start: time.advanced(by: -tolerance),
      end: time.advanced(by: max(resolution, 1)).advanced(by: tolerance))
  }

  /// What the request states, as one of the five types.
  package var kind: RequestKind {
    guard outside != nil else { return .destination }
    switch (outsidePort != nil, destination != nil) {
    case (false, false): return .address
    case (true, false): return .addressPort
    case (false, true): return .addressDestination
    case (true, true): return .addressPortDestination
    }
  }

  /// Fields that would narrow the answer and are not stated, by their names in JSON.
  package var lacks: [String] {
    var names: [String] = []
    if outside == nil { names.append("outside") }
    if outsidePort == nil { names.append("outside_port") }
    if proto == nil { names.append("proto") }
    if destination == nil { names.append("destination") }
    return names
  }

  /// The same request with only what a request of that type states, or `nil` if this one knows less.
  ///
  /// The protocol goes with a port: it is part of the port's name space. A destination port goes
  /// with the destination.
  package func reduced(to kind: RequestKind) -> Request? {
    var request = self
    if !kind.knowsOutside { request.outside = nil } else if outside == nil { return nil }
    if !kind.knowsPort {
      request.outsidePort = nil
    } else if outsidePort == nil {
      return nil
    }
    if !kind.knowsDestination {
      request.destination = nil
      request.destinationPort = nil
    } else if destination == nil {
      return nil
    }
    if !kind.knowsPort && !kind.knowsDestination { request.proto = nil }
    return request
  }
}

/// How the error of a requester's clock is taken to be spread.
package enum ClockError: Hashable, Sendable {
  /// Every error up to the tolerance is as likely as any other.
  case uniform
  /// Normal with this standard deviation in nanoseconds, cut off at the tolerance.
  case normal(Int64)
}
