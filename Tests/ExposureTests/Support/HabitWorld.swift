import NATModel

@testable import Exposure

/// People with habits, in a world whose every choice is a function of a seed: page loads of sites
/// with fingerprints, over several days.
///
/// With `distinct` habits every subscriber has favourites of their own; without, all draw from the
/// same list, which is the null world in which nobody can be told from another.
struct HabitWorld {
  private(set) var world: SmallWorld
  private(set) var truth = Truth(requesters: [:], visits: [], origin: "written by a test")
  let fingerprints: FingerprintList
  let categories: CategoryList
  static let sites = 60

  static func site(_ number: Int) -> String { "site-\(number).example" }

  init(
    subscribers: Int, days: Int, visitsPerDay: Int = 12, distinct: Bool, seed: UInt64 = 1,
    shuffled: Bool = false
  ) {
    let names = (0..<subscribers).map { "person \($0)" }
    world = SmallWorld(seconds: days * 86_400, subscribers: names)
    // Site n: its own server, four sites to a server, and two of ten third parties.
    fingerprints = FingerprintList(
      (0..<HabitWorld.sites).map { number in
        let hosts = [
          (HabitWorld.site(number), 1 + number / 4),
          ("third-\(number % 10).example", 100 + number % 10),
          ("third-\((number / 4 + 3) % 10).example", 100 + (number / 4 + 3) % 10),
        ]
        return (
          HabitWorld.site(number),
          hosts.map { FingerprintList.Load(host: $0.0, address: SmallWorld.address($0.1)) }
        )
      })
    categories = CategoryList(
      Dictionary(
        uniqueKeysWithValues: (0..<HabitWorld.sites).compactMap { number in
          number % 10 == 7 ? (HabitWorld.site(number), "health") : nil
        }))
    var visits: [(time: Double, name: String, site: Int)] = []
    for (place, name) in names.enumerated() {
      var draws = DrawSource(CounterRandom(seed: seed, stream: UInt64(place)))
      for day in 0..<days {
        for _ in 0..<visitsPerDay {
          let pick = draws.below(6)
          let site =
            distinct ? (place * 7 + pick * pick) % HabitWorld.sites : draws.below(HabitWorld.sites)
          let hour =
            shuffled ? Double(draws.below(86_400)) / 3600 : 8 + Double(draws.below(50_400)) / 3600
          visits.append((Double(day) * 86_400 + hour * 3600, name, site))
        }
      }
    }
    for visit in visits.sorted(by: { ($0.time, $0.name) < ($1.time, $1.name) }) {
      for (index, load) in fingerprints.loads[visit.site].enumerated() {
        world.connect(
          visit.name, at: visit.time + Double(index) / 4, seconds: 3,
          to: Int(load.address.ipv4 & 0xff), host: load.host)
      }
      truth.visits.append(
        Truth.Visit(
          subscriber: visit.name, site: HabitWorld.site(visit.site),
          time: SmallWorld.instant(visit.time)))
    }
    for name in names {
      truth.households[name] = Truth.Household(persons: 1, devices: 1)
      for day in 0..<max(0, days - 1) {
        truth.rests.append(
          Truth.Rest(
            subscriber: name,
            span: TimeSpan(
              start: SmallWorld.instant(Double(day) * 86_400 + 22 * 3600),
              end: SmallWorld.instant(Double(day + 1) * 86_400 + 8 * 3600))))
      }
    }
  }

  /// What an adversary of a level knows.
  func knowledge(_ level: Knowledge.Level) -> Knowledge {
    var names: [IPAddress: [String]] = [:]
    for loads in fingerprints.loads {
      for load in loads where !(names[load.address] ?? []).contains(load.host) {
        names[load.address, default: []].append(load.host)
      }
    }
    return Knowledge(
      level: level, names: names, fingerprints: fingerprints, categories: categories,
      dossiers: Dossiers(truth).dossiers)
  }

  func figures(_ measure: some Measure, _ regime: String) -> [Figure] {
    measure.figures(
      world, regime, truth: truth, knowledge: knowledge(measure.about.knowledge.last ?? .k0))
  }
}
