import Correlation
import Exposure
import NATModel
import Retention
import Simulation
import Testing

/// Control worlds drive the measures that exist to chance.
@Suite struct NullMeasureTests {
  /// Precision and recall of browsing recovered from host names, and what chance would give.
  private func browsing(_ null: String) throws -> (
    precision: Double, recall: Double, chance: Double
  ) {
    let run = try CorrelatedWorld(
      SmallWorld.make(
        "population.null_world=\(null)", "log.names=sni", "time.days=1",
        "population.subscribers=12", "ipv6.share=0", "log.loss=0", "site.count=1000",
        "site.zipf_exponent=0", "background.awake=5", "background.asleep=1",
        "background.device_most=20"))
    let regime = try #require(Regime.all.first { $0.id == "connection-host" })
    let measure = BrowsingRecovered()
    let inference = measure.infer(
      from: regime.retain(run.ledger, run.world.configuration),
      knowing: Knowledge(level: .k0, names: [:]), asked: [])
    let figures = measure.score(inference, truth: run.truth)
    func value(_ part: String) throws -> Double {
      try #require(figures.first { $0.part == part }?.value)
    }
    // Names of sites among what is named, against sites that could have been.
    return (try value("precision"), try value("recall"), try value("sites-named") / 1000)
  }

  @Test func `permuted labels: what is read off the log is no better than guessing`() throws {
    let real = try browsing("none")
    let null = try browsing("permuted-labels")
    #expect(real.recall > 0.9 && real.precision > 0.05, "\(real)")
    // With even popularity a guess is right as often as the sites named are of all sites.
    #expect(null.recall < 2 * null.chance && null.recall < real.recall / 5, "\(null)")
    #expect(null.precision < real.precision / 5, "\(null)")
  }

  /// Share of days that are linked to the right subscriber by the addresses contacted (nearest
  /// neighbour by Jaccard), out of 1/12 by chance.
  private func linkage(_ overrides: String...) throws -> Double {
    let count = 12
    let world = try SmallWorld.make(
      [
        "time.days=2", "population.subscribers=\(count)", "rhythm.absence=0", "ipv6.share=0",
        "background.awake=10", "background.asleep=2", "site.address_churn=0",
      ] + overrides)
    let day = TrafficModel.dayLength
    let days = (0..<count).map { subscriber in
      (0..<Int64(2)).map { number -> Set<UInt32> in
        let start = world.traffic.start + number * day
        let slice = world.slice(of: subscriber, within: start..<start + day)
        return Set(slice.connections.map(\.destination))
      }
    }
    func likeness(_ left: Set<UInt32>, _ right: Set<UInt32>) -> Double {
      Double(left.intersection(right).count) / Double(max(1, left.union(right).count))
    }
    let right = (0..<count).count { subscriber in
      let scores = (0..<count).map { likeness(days[subscriber][0], days[$0][1]) }
      return scores.allSatisfy { $0 <= scores[subscriber] }
    }
    return Double(right) / Double(count)
  }

  @Test func `identical repertoires: days cannot be linked; the knob lies in between`() throws {
    let real = try linkage()
    let half = try linkage("population.heterogeneity=0.5")
    let null = try linkage("population.null_world=identical")
    #expect(real > 0.8, "\(real)")
    // Chance is one in twelve; four standard deviations of twelve draws above it.
    #expect(null <= 1.0 / 12 + 4 * (1.0 / 12 * 11 / 12 / 12).squareRoot(), "\(null)")
    #expect(null <= half && half <= real, "\(null) \(half) \(real)")
  }
}
