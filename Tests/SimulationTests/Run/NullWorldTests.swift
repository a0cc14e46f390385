import NATModel
import Simulation
import Testing

@Suite struct NullWorldTests {
  @Test func `identical: all subscribers have the same traits`() throws {
    let world = try SmallWorld.make("population.null_world=identical")
    let population = world.traffic.population
    let household = population.household(0)
    let persona = population.persona(0, person: 0)
    for subscriber in 1..<20 {
      #expect(population.household(subscriber) == household)
      let other = population.persona(subscriber, person: 0)
      #expect(other.visitsPerDay == persona.visitsPerDay && other.wake == persona.wake)
      #expect(other.bed == persona.bed && other.category == persona.category)
      #expect(other.sensitiveShare == persona.sensitiveShare)
      #expect(other.favoriteCount == persona.favoriteCount)
      for index in 0..<persona.favoriteCount {
        #expect(other.favorites[index] == persona.favorites[index])
        #expect(other.shares[index] == persona.shares[index])
      }
      for index in 0..<6 { #expect(other.applications[index] == persona.applications[index]) }
    }
  }

  @Test func `identical: behaviour of two days does not tell who it was`() throws {
    // The hosts of one day are as like the next day of another as the own next day.
    func likeness(_ null: String) throws -> (own: Double, other: Double) {
      let world = try SmallWorld.make(
        "population.null_world=\(null)", "time.days=2", "population.subscribers=10",
        "rhythm.absence=0", "background.awake=10", "background.asleep=2")
      let day = TrafficModel.dayLength
      let start = world.traffic.start
      func hosts(_ subscriber: Int, _ number: Int64) -> Set<UInt32> {
        let span = start + number * day..<start + (number + 1) * day
        return Set(world.slice(of: subscriber, within: span).connections.map(\.host))
      }
      func jaccard(_ left: Set<UInt32>, _ right: Set<UInt32>) -> Double {
        Double(left.intersection(right).count) / Double(max(1, left.union(right).count))
      }
      let first = (0..<10).map { hosts($0, 0) }
      let second = (0..<10).map { hosts($0, 1) }
      let own = (0..<10).map { jaccard(first[$0], second[$0]) }.reduce(0, +) / 10
      var other = 0.0
      for left in 0..<10 {
        for right in 0..<10 where left != right { other += jaccard(first[left], second[right]) }
      }
      return (own, other / 90)
    }
    let real = try likeness("none")
    let null = try likeness("identical")
    #expect(real.own > real.other * 1.3, "\(real)")
    #expect(abs(null.own / null.other - 1) < 0.1, "\(null)")
  }

  @Test func `heterogeneity moves traits between everybody's and one's own`() throws {
    func distinct(_ heterogeneity: Double) throws -> Int {
      let world = try SmallWorld.make("population.heterogeneity=\(heterogeneity)")
      return Set(
        (0..<20).flatMap { subscriber in
          let persona = world.traffic.population.persona(subscriber, person: 0)
          return (0..<5).map { (place: Int) -> Int in
            Int(persona.favorites[place]) + place * 1_000_000
          }
        }
      ).count
    }
    let none = try distinct(0)
    let half = try distinct(0.5)
    let full = try distinct(1)
    #expect(none == 5 && half > 20 && full > half)
  }

  @Test func `shuffled times: every hour is alike`() throws {
    let world = try SmallWorld.make(
      "population.null_world=shuffled-times", "time.days=1", "log.records=none")
    let hours = try SmallWorld.run(world).report.hours
    let most = Double(hours.max() ?? 0)
    let least = Double(hours.min() ?? 1)
    #expect(most / least < 2, "\(hours)")
    let real = try SmallWorld.run(
      SmallWorld.make("time.days=1", "log.records=none")
    ).report.hours
    #expect(Double(real.max() ?? 0) / Double(real.min() ?? 1) > 3, "\(real)")
  }

  @Test func `permuted labels: the same logs, other names in truth`() throws {
    let real = try SmallWorld.run(SmallWorld.make("log.names=sni", "time.days=0.4"))
    let null = try SmallWorld.run(
      SmallWorld.make(
        "log.names=sni", "time.days=0.4", "population.null_world=permuted-labels"))
    #expect(real.log.lines == null.log.lines)
    #expect(real.truth.truth.requesters == null.truth.truth.requesters)
    let visits = zip(real.truth.truth.visits, null.truth.truth.visits)
    var renamed: [String: String] = [:]
    for (left, right) in visits {
      #expect(left.time == right.time && left.subscriber == right.subscriber)
      #expect(renamed[left.site, default: right.site] == right.site)
      renamed[left.site] = right.site
    }
    #expect(renamed.count > 20 && renamed.count { $0.key == $0.value } <= 3)
    #expect(Set(renamed.values).count == renamed.count)
  }
}
