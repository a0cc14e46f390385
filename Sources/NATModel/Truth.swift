/// What a simulation or the clients of a recording know really happened.
///
/// Scores inferences; is never an input of one. Subscribers and sites are plain names here, so that
/// nothing of truth can leak into an index.
package struct Truth: Sendable {
  /// A page that a person meant to visit.
  package struct Visit: Hashable, Sendable {
    /// Who.
    package var subscriber: String
    /// The site's host name, lower case.
    package var site: String
    /// When the visit began.
    package var time: Timestamp

    /// A visit from its parts.
    package init(subscriber: String, site: String, time: Timestamp) {
      self.subscriber = subscriber
      self.site = site
      self.time = time
    }
  }

  /// A night on which everybody of a subscriber slept.
  package struct Rest: Hashable, Sendable {
    /// Who.
    package var subscriber: String
    /// From when the last went to bed to when the first got up.
    package var span: TimeSpan

    /// A rest from its parts.
    package init(subscriber: String, span: TimeSpan) {
      self.subscriber = subscriber
      self.span = span
    }
  }

  /// A UTC day on which nobody of a subscriber was at home.
  package struct Absence: Hashable, Sendable {
    /// Who.
    package var subscriber: String
    /// Days since 1970.
    package var day: Int

    /// An absence from its parts.
    package init(subscriber: String, day: Int) {
      self.subscriber = subscriber
      self.day = day
    }
  }

  /// Who and what is behind one line.
  package struct Household: Hashable, Sendable {
    /// People.
    package var persons: Int
    /// Devices that use the network.
    package var devices: Int

    /// A household from its parts.
    package init(persons: Int, devices: Int) {
      self.persons = persons
      self.devices = devices
    }
  }

  /// The right subscriber of each request, by the request's label or the last part of its path.
  package var requesters: [String: String]
  /// Every deliberate visit, in time order.
  package var visits: [Visit]
  /// Nights of sleep, in time order; empty where nobody wrote them down.
  package var rests: [Rest] = []
  /// Days away; empty where nobody wrote them down, which ``rests`` then tells.
  package var absences: [Absence] = []
  /// What is behind each line, by subscriber; empty where nobody wrote it down.
  package var households: [String: Household] = [:]
  /// Where it came from: `simulated`, `recorded by the clients`.
  package var origin: String

  /// Truth from its parts.
  package init(requesters: [String: String], visits: [Visit], origin: String) {
    self.requesters = requesters
    self.visits = visits
    self.origin = origin
  }

  /// Who made the request with this label.
  ///
  /// A line of an access log is labelled with the path that was asked for; truth knows the token at
  /// its end.
  package func requester(of label: String) -> String? {
    if let known = requesters[label] { return known }
    guard let slash = label.lastIndex(of: "/") else { return nil }
    return requesters[String(label[label.index(after: slash)...])]
  }
}
