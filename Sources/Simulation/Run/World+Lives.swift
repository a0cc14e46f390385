package import NATModel

/// What truth knows about lives and not about records: who is behind a line, when everybody there
/// slept, when nobody was at home.
extension World {
  /// Whole days of the world, counted from its first.
  private var days: Range<Int> {
    0..<max(1, Int((traffic.end - traffic.start) / TrafficModel.dayLength))
  }

  /// People and devices behind a line; a person has a phone and a computer.
  package func lives(behind subscriber: Int) -> Truth.Household {
    let household = traffic.population.household(subscriber)
    return Truth.Household(
      persons: household.persons, devices: household.persons * 2 + household.devices)
  }

  /// Days, since 1970, on which nobody of a subscriber is at home.
  package func absences(of subscriber: Int) -> [Int] {
    days.filter { hours(subscriber, on: $0).isAbsent }.map { day in
      day + Int(traffic.start / TrafficModel.dayLength)
    }
  }

  /// Nights of a subscriber at home: from when the last goes to bed to when the first gets up.
  ///
  /// Nights before and after a day of absence are left out, and those on which somebody is always up.
  package func rests(of subscriber: Int) -> [TimeSpan] {
    zip(days, days.dropFirst()).compactMap { evening, morning in
      let before = hours(subscriber, on: evening)
      let after = hours(subscriber, on: morning)
      guard !before.isAbsent, !after.isAbsent else { return nil }
      let start = instant(day: evening, hour: before.bed)
      let end = instant(day: morning, hour: after.wake)
      return end > start ? TimeSpan(start: start, end: end) : nil
    }
  }

  /// The first to wake and the last to bed.
  private func hours(_ subscriber: Int, on day: Int) -> TrafficModel.Hours {
    let household = traffic.population.household(subscriber)
    var all = TrafficModel.Hours(wake: .infinity, bed: 0, isAbsent: false)
    for person in 0..<household.persons {
      let persona = traffic.population.persona(subscriber, person: person)
      let own = traffic.hours(subscriber, person: person, day: day, (persona.wake, persona.bed))
      all.wake = min(all.wake, own.wake)
      all.bed = max(all.bed, own.bed)
      all.isAbsent = own.isAbsent
    }
    return all
  }

  private func instant(day: Int, hour: Double) -> Timestamp {
    Timestamp(
      nanoseconds: traffic.start + Int64(day) * TrafficModel.dayLength
        + Int64(hour * 3600) * 1_000_000_000)
  }
}
