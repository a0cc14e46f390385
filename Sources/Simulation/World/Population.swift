#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The subscribers of a world, each a function of seed and number.
///
/// Heterogeneity decides for every trait how far people differ: a continuous trait is drawn to the
/// mean, a discrete one is the subscriber's own with that probability and everybody's otherwise.
package struct Population: Sendable {
  /// Number of subscribers.
  package let count: Int
  /// 0 all alike, 1 as the parameters say.
  package let heterogeneity: Double

  private let seed: UInt64
  private let sites: SiteCatalog
  private let persons: Double
  private let devices: Double
  private let visitsPerDay: Double
  private let visitSigma: Double
  private let wake: Double
  private let bed: Double
  private let chronotype: Double
  private let favorites: ClosedRange<Int>
  private let sensitive: Double

  /// The population that parameters and a seed give.
  package init(_ values: ParameterValues, sites: SiteCatalog, seed: UInt64) {
    self.seed = seed
    self.sites = sites
    count = values.count("population.subscribers")
    let isIdentical = values.word("population.null_world") == NullWorld.identical.rawValue
    heterogeneity = isIdentical ? 0 : values["population.heterogeneity"]
    persons = values["population.persons"]
    devices = values["population.devices"]
    visitsPerDay = values["visit.per_day"]
    visitSigma = values["visit.sigma"]
    bed = values["rhythm.bed_time"]
    wake = values["rhythm.bed_time"] + values["rhythm.sleep"] - 24
    chronotype = values["rhythm.chronotype"]
    let least = min(values.count("visit.favorites_least"), Persona.favoritesLimit)
    favorites = least...max(least, min(values.count("visit.favorites_most"), 40))
    sensitive = values["visit.sensitive_share"]
  }

  /// Draws for a trait: the subscriber's own, or those that everybody shares.
  ///
  /// The second value tells which.
  @inline(__always)
  func trait(_ subscriber: Int, _ number: Int) -> (draws: CounterGenerator, isOwn: Bool) {
    let own = UInt64(subscriber) + 1
    var isOwn = heterogeneity >= 1
    if !isOwn, heterogeneity > 0 {
      var pick = CounterGenerator(
        seed: seed, subscriber: own, stream: .persona, item: UInt64(number) | 1 << 32)
      isOwn = pick.chance(heterogeneity)
    }
    let draws = CounterGenerator(
      seed: seed, subscriber: isOwn ? own : 0, stream: .persona, item: UInt64(number))
    return (draws, isOwn)
  }

  /// Draws that are always the subscriber's own, for traits that are scaled.
  @inline(__always)
  private func own(_ subscriber: Int, _ number: Int) -> CounterGenerator {
    CounterGenerator(
      seed: seed, subscriber: UInt64(subscriber) + 1, stream: .persona, item: UInt64(number))
  }

  /// The household of a subscriber.
  package func household(_ subscriber: Int) -> Household {
    var (draws, isOwn) = trait(subscriber, 0)
    let ipv6Key = draws.next()
    guard isOwn else {
      return Household(
        persons: min(8, max(1, Int(persons.rounded()))),
        devices: min(64, Int(devices.rounded())), ipv6Key: ipv6Key)
    }
    return Household(
      persons: min(8, 1 + draws.poisson(persons - 1)),
      devices: min(64, devices < 1 ? 0 : 1 + draws.poisson(devices - 1)), ipv6Key: ipv6Key)
  }

  /// Mean hours of getting up and going to bed of one person.
  package func rhythm(_ subscriber: Int, person: Int) -> (wake: Double, bed: Double) {
    var draws = own(subscriber, (person + 1) * 256 + 3)
    let shift = heterogeneity * chronotype * draws.normal()
    return (wake + shift, bed + shift + heterogeneity * 0.5 * draws.normal())
  }

  /// One person of a subscriber.
  package func persona(_ subscriber: Int, person: Int) -> Persona {
    let base = (person + 1) * 256
    var persona = Persona()
    var scaled = own(subscriber, base)
    let spread = heterogeneity * visitSigma
    persona.visitsPerDay = visitsPerDay * exp(spread * scaled.normal() - spread * spread / 2)
    (persona.wake, persona.bed) = rhythm(subscriber, person: person)
    // Exponential over persons: few people account for most such visits.
    let skew = scaled.exponential()
    persona.sensitiveShare = min(0.5, sensitive * (1 - heterogeneity + heterogeneity * skew))
    var (category, _) = trait(subscriber, base + 1)
    persona.category = category.below(SiteCatalog.categoryNames.count)
    var (size, _) = trait(subscriber, base + 2)
    persona.favoriteCount = favorites.lowerBound + size.below(favorites.count)
    var total: Float = 0
    for index in 0..<persona.favoriteCount {
      var (draws, _) = trait(subscriber, base + 16 + index)
      persona.favorites[index] = UInt32(sites.popularity.outcome(draws.next()))
      total += Float(draws.exponential())  // normalised below: Dirichlet with all parameters 1
      persona.shares[index] = total
    }
    for index in 0..<persona.favoriteCount { persona.shares[index] /= total }
    persona.applications = applications(subscriber, person: person)
    return persona
  }

  /// The hosts of a person's applications.
  package func applications(_ subscriber: Int, person: Int) -> InlineArray<6, UInt32> {
    var hosts = InlineArray<6, UInt32>(repeating: 0)
    for index in 0..<Persona.applicationCount {
      var (draws, _) = trait(subscriber, (person + 1) * 256 + 64 + index)
      hosts[index] = UInt32(sites.firstApplication + sites.applications.outcome(draws.next()))
    }
    return hosts
  }
}
