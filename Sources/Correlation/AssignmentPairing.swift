import NATModel

/// Turns records of addresses given and taken back into assignments.
///
/// An assignment whose end is not stated lasts until the address is next given to somebody, or to
/// the end of the inputs. One whose start is not stated begins where its stop record says (session
/// time), or else when the address was last given up, or else at the start of the inputs. Events
/// without a time are a static list: permanent.
enum AssignmentPairing {
  /// Pairs the records; assignments come in order of start, then of place.
  ///
  /// - Parameters:
  ///   - events: assignment events in any order.
  ///   - extent: from the first to the last instant of all inputs, or `nil` without any time.
  ///   - directory: gives ids to the subscribers named, permanent ones first.
  ///   - texts: resolves the names.
  ///   - duplicates: counts records that repeat one already seen.
  /// - Returns: the assignments.
  /// - Complexity: O(n log n).
  static func assignments(
    _ events: [Event], extent: TimeSpan?, directory: inout SubscriberDirectory, texts: TextTable,
    duplicates: inout Int
  ) -> [Assignment] {
    let permanent = events.filter { !$0.has(.time) }.sorted { $0.location < $1.location }
    var found: [Assignment] = []
    var seen: Set<Assignment> = []
    for event in permanent {
      let id = directory.id(of: identity(event, texts))
      let assignment = Assignment(
        subscriber: id, realm: event.realm, inside: event.inside,
        span: TimeSpan(start: .distantPast, end: .distantFuture))
      guard seen.insert(assignment).inserted else {
        duplicates += 1
        continue
      }
      found.append(assignment.standing(at: event.location))
    }
    guard let extent else { return found }
    let timed = events.filter { $0.has(.time) }.sorted(by: precedes)
    var open: [Address: Event] = [:]
    var lastEnd: [Address: Timestamp] = [:]
    for event in timed {
      let address = Address(realm: event.realm, inside: event.inside)
      let id = directory.id(of: identity(event, texts))
      if event.kind == .assignmentStart {
        if let held = open[address] {
          let holder = directory.id(of: identity(held, texts))
          if holder == id {
            // The same again (an interim update, or a copy): the first one goes on.
            duplicates += 1
            continue
          }
          found.append(held.assignment(to: holder, until: event.time))
        }
        open[address] = event
      } else if let held = open[address], directory.id(of: identity(held, texts)) == id {
        found.append(held.assignment(to: id, until: event.time))
        open[address] = nil
        lastEnd[address] = event.time
      } else {
        if lastEnd[address] == event.time { continue }
        let start = event.has(.start) ? event.start : lastEnd[address] ?? extent.start
        found.append(
          Assignment(
            subscriber: id, realm: event.realm, inside: event.inside,
            span: TimeSpan(start: min(start, event.time), end: event.time),
            location: event.location))
        lastEnd[address] = max(lastEnd[address] ?? event.time, event.time)
      }
    }
    for held in open.values {
      found.append(held.assignment(to: directory.id(of: identity(held, texts)), until: extent.end))
    }
    return found.sorted {
      if $0.span.start != $1.span.start { return $0.span.start < $1.span.start }
      if $0.location != $1.location { return $0.location < $1.location }
      return ($0.inside, $0.realm) < ($1.inside, $1.realm)
    }
  }

  /// When it is in doubt who holds an address, because a record of it was read in an hour that occurs
  /// twice; in order of time for each address.
  static func doubts(_ events: [Event]) -> [Address: [TimeSpan]] {
    var doubts: [Address: [TimeSpan]] = [:]
    let ambiguous = events.filter { $0.has([.time, .ambiguousTime]) }.sorted(by: precedes)
    for event in ambiguous {
      let span = TimeSpan(start: event.time, end: event.latestInstant)
      let address = Address(realm: event.realm, inside: event.inside)
      if let last = doubts[address]?.last, span.start <= last.end {
        doubts[address]?.removeLast()
        doubts[address]?.append(TimeSpan(start: last.start, end: max(last.end, span.end)))
      } else {
        doubts[address, default: []].append(span)
      }
    }
    return doubts
  }

  /// An inside address in its address space.
  struct Address: Hashable {
    var realm: TextID
    var inside: IPAddress
  }

  private static func identity(_ event: Event, _ texts: TextTable) -> String {
    event.subscriber == .none
      ? SubscriberResolver.identity(realm: event.realm, inside: event.inside, texts: texts)
      : texts.string(event.subscriber)
  }

  /// In order of time; at one instant an address is taken back before it is given out.
  private static func precedes(_ left: Event, _ right: Event) -> Bool {
    if left.time != right.time { return left.time < right.time }
    if left.kind != right.kind { return left.kind == .assignmentStop }
    return left.location < right.location
  }
}

extension Assignment {
  /// The same assignment with a place; assignments are compared before they get one.
  fileprivate func standing(at location: SourceLocation) -> Assignment {
    var copy = self
    copy.location = location
    return copy
  }
}

extension Event {
  fileprivate func assignment(to subscriber: SubscriberID, until end: Timestamp) -> Assignment {
    Assignment(
      subscriber: subscriber, realm: realm, inside: inside,
      span: TimeSpan(start: has(.start) ? min(start, time) : time, end: end), location: location)
  }
}
