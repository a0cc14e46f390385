package import NATModel

/// Events that are collected and handed on together, in places that are used again.
///
/// An event is longer than what differs between those of one NAT. A place that held an event of a
/// session is therefore not cleared for the next: what is the same stays.
package struct EventBuffer: Sendable {
  private var places: [Event] = []
  /// How many of the places hold a new event.
  package private(set) var count = 0

  /// A copy of the new events, in order.
  package var events: [Event] { Array(places[..<count]) }

  /// Adds an event.
  mutating func append(_ event: Event) {
    if count == places.count {
      places.append(event)
    } else {
      places[count] = event
    }
    count += 1
  }

  /// Adds an event of a session or a mapping: a template with the rest filled in.
  ///
  /// Everything in which two such events of the same buffer differ besides kind and fields has to be
  /// filled in.
  @inline(__always)
  mutating func append(_ template: borrowing Event, fill: (inout Event) -> Void) {
    if count == places.count { places.append(copy template) }
    let place = count
    count = place + 1
    var places = places.mutableSpan
    switch places[place].kind {
    case .sessionOpen, .sessionClose, .session:
      places[place].kind = template.kind
      places[place].fields = template.fields
    default: places[place] = copy template
    }
    fill(&places[place])
  }

  /// Takes all places, the new events first, and leaves none.
  mutating func take() -> [Event] {
    var taken: [Event] = []
    swap(&taken, &places)
    count = 0
    return taken
  }

  /// Gives places back that were taken, to be used again.
  mutating func giveBack(_ taken: consuming [Event]) {
    if count == 0 { places = taken }
  }
}
