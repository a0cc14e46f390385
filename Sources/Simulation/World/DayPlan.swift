/// The pages that the people of one subscriber look at on one day.
///
/// A person sits down now and then while awake, and each sitting is a few visits apart by a power
/// law; each visit is a few pages. A function of seed, subscriber and day; a sitting that goes on
/// after midnight belongs to the day on which it began.
package struct DayPlan: Sendable {
  /// A page view.
  package struct Page: Hashable, Sendable, BitwiseCopyable {
    /// When, nanoseconds since 1970 UTC.
    package var time: Int64
    /// Number as in ``Connection/visit``.
    package var visit: UInt32
    /// Site number.
    package var site: UInt32
    /// Position in its visit, 0 for the first.
    package var page: UInt8
    /// Device that it is viewed on.
    package var device: UInt8
  }

  /// Longest time that a plan runs on after its day, nanoseconds.
  package static let overrun: Int64 = 3 * 3_600_000_000_000
}

extension TrafficModel {
  /// Hours of one person's day.
  struct Hours: Sendable {
    var wake: Double
    var bed: Double
    /// Nobody is at home.
    var isAbsent: Bool
  }

  /// When a person gets up and goes to bed on a day, counted from the world's first.
  func hours(
    _ subscriber: Int, person: Int, day: Int, _ rhythm: (wake: Double, bed: Double)
  ) -> Hours {
    var draws = CounterGenerator(
      seed: seed, subscriber: UInt64(subscriber), stream: .plan,
      item: UInt64(truncatingIfNeeded: day &+ 1) << 16 | UInt64(person) << 8)
    let wake = max(0, rhythm.wake + nightJitter * draws.normal())
    let bed = max(wake + 1, rhythm.bed + nightJitter * draws.normal())
    var home = CounterGenerator(
      seed: seed, subscriber: UInt64(subscriber), stream: .household,
      item: UInt64(truncatingIfNeeded: day &+ 1))
    return Hours(wake: wake, bed: bed, isAbsent: home.chance(absence))
  }

  /// Adds the pages of a subscriber's day that begin within an interval.
  package func plan(
    _ subscriber: Int, day: Int, within span: Range<Int64>, into pages: inout [DayPlan.Page]
  ) {
    let dayStart = start + Int64(day) * TrafficModel.dayLength
    guard dayStart < span.upperBound,
      span.lowerBound < dayStart + TrafficModel.dayLength + DayPlan.overrun
    else { return }
    let household = population.household(subscriber)
    for person in 0..<household.persons {
      let persona = population.persona(subscriber, person: person)
      let hours = hours(subscriber, person: person, day: day, (persona.wake, persona.bed))
      if hours.isAbsent, !isShuffled { continue }
      var draws = CounterGenerator(
        seed: seed, subscriber: UInt64(subscriber), stream: .plan,
        item: UInt64(truncatingIfNeeded: day &+ 1) << 16 | UInt64(person) << 8 | 1)
      let rate = persona.visitsPerDay * (isShuffled ? 1 - absence : 1)
      var ordinal: UInt32 = 0
      for _ in 0..<draws.poisson(rate / visitsPerSitting) {
        var hour = 0.0
        for _ in 0..<64 {
          hour = hours.wake + draws.unit() * (hours.bed - hours.wake)
          if draws.unit() * curve.peak < curve.value(atHour: hour) { break }
        }
        var time = dayStart + Int64(hour * 3.6e12)
        let last = dayStart + TrafficModel.dayLength + DayPlan.overrun
        for _ in 0..<draws.geometric(mean: visitsPerSitting, most: 60) {
          guard time < last, ordinal < 4096 else { break }
          let visit = UInt32(truncatingIfNeeded: day) << 15 | UInt32(person) << 12 | ordinal
          ordinal += 1
          let site = site(persona, &draws)
          let device = UInt8(person * 2) + (draws.chance(0.6) ? 0 : 1)
          if isShuffled { time = dayStart + Int64(draws.unit() * 86_400e9) }
          var moment = time
          for page in 0..<draws.geometric(mean: pagesPerVisit, most: 60) where moment < last {
            if span.contains(moment) {
              pages.append(
                DayPlan.Page(
                  time: moment, visit: visit, site: site, page: UInt8(page), device: device))
            }
            moment += 1_000_000 + Int64(pageTime.value(draws.next()) * 1e9)
          }
          time += Int64(visitGap.value(draws.next()) * 1e9)
        }
      }
    }
  }

  private func site(_ persona: Persona, _ draws: inout CounterGenerator) -> UInt32 {
    if draws.chance(persona.sensitiveShare) {
      return sites.site(inCategory: persona.category, draws.next())
    }
    return draws.chance(revisit)
      ? persona.favorite(draws.unit()) : UInt32(sites.popularity.outcome(draws.next()))
  }
}
