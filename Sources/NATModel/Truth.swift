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

  /// The right subscriber of each request, by the request's label.
  package var requesters: [String: String]
  /// Every deliberate visit, in time order.
  package var visits: [Visit]
  /// Where it came from: `simulated`, `recorded by the clients`.
  package var origin: String

  /// Truth from its parts.
  package init(requesters: [String: String], visits: [Visit], origin: String) {
    self.requesters = requesters
    self.visits = visits
    self.origin = origin
  }
}
