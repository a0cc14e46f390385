import NATModel
import Testing

@testable import Exposure

@Suite struct BrowsingRecoveredTests {
  private let measure = BrowsingRecovered(bootstrap: ClusterBootstrap(draws: 200))
  private let mapped = Knowledge(level: .k1, names: BrowsingWorld.names)

  private func figures(_ regime: String, _ knowledge: Knowledge) -> [Figure] {
    measure.figures(
      BrowsingWorld.world, regime, truth: BrowsingWorld.truth, knowledge: knowledge)
  }

  private func share(_ figures: [Figure], _ part: String) -> [Int?] {
    [figures.part(part)?.numerator, figures.part(part)?.denominator]
  }

  // Named: ada news, ads, bank, and news again; ben club, and ads. Of the five visits all but
  // mail.
  @Test func hostNamesGiveNearlyEverythingAndTheAdvertisementsToo() {
    for knowledge in [Knowledge.nothing, mapped] {
      let figures = figures("connection-host", knowledge)
      #expect(share(figures, "precision") == [4, 6])
      #expect(share(figures, "recall") == [4, 5])
      #expect(share(figures, "precision-naive") == [4, 6])
      #expect(share(figures, "recall-naive") == [4, 5])
      #expect(share(figures, "sites-recovered") == [3, 4])
      #expect(figures.part("sites-named")?.value == 5.0 / 3)
      #expect(figures.allSatisfy { $0.knowledge == knowledge.level })
    }
  }

  @Test func addressesAloneNameNothingWithoutAMap() {
    let figures = figures("connection", .nothing)
    let recall = figures.part("recall")
    #expect(recall?.status == .computed && recall?.value == 0 && recall?.interval == nil)
    #expect(recall?.note == "0 by construction: no record states a host name")
    #expect(recall?.denominator == 5 && recall?.subscribers == 2)
    #expect(figures.part("precision")?.status == .empty)
    #expect(figures.part("precision")?.note == "nothing is named")
    #expect(figures.part("sites-named")?.value == 0)
  }

  // Abstaining: ada news, ads, news; ben ads. Naive: ada news, ads, bank, club, news; ben bank,
  // club, ads.
  @Test func addressesWithAMapNameWhatStandsAlone() {
    let figures = figures("connection", mapped)
    #expect(share(figures, "precision") == [2, 4])
    #expect(share(figures, "recall") == [2, 5])
    #expect(share(figures, "precision-naive") == [4, 8])
    #expect(share(figures, "recall-naive") == [4, 5])
    #expect(share(figures, "sites-recovered") == [1, 4])
    #expect(figures.part("sites-named")?.value == 1)
    #expect(figures.part("recall")?.intervalMethod == "Wilson over 2 subscribers")
  }

  @Test(arguments: ["register", "assignment", "port-block", "binding"])
  func regimesWithoutDestinationNameNothing(_ regime: String) {
    let figures = figures(regime, mapped)
    #expect(figures.part("recall")?.value == 0)
    #expect(
      figures.part("recall")?.note == "0 by construction: no record states a destination")
    #expect(figures.part("precision")?.status == .empty)
  }

  @Test func withoutTruthOnlyTheNumberOfNamedSitesIsTold() {
    let figures = measure.figures(BrowsingWorld.world, "connection-host")
    #expect(figures.part("recall")?.status == .needsTruth)
    #expect(figures.part("precision")?.status == .needsTruth)
    #expect(figures.part("sites-named")?.value == 5.0 / 3)
  }

  @Test func withoutAMapThereIsNoK1() {
    let figures = figures("connection-host", Knowledge(level: .k1, names: [:]))
    #expect(figures.allSatisfy { $0.status == .empty })
    #expect(figures.first?.note == "no map from addresses to names was given")
  }

  @Test func `page loads name most visits, and fewer when half of the sites are unknown`() {
    let habits = HabitWorld(subscribers: 20, days: 2, distinct: true)
    for regime in ["connection", "connection-host"] {
      let figures = habits.figures(
        BrowsingRecovered(bootstrap: ClusterBootstrap(draws: 200)), regime
      )
      .filter { $0.knowledge == .k2 }
      #expect((figures.part("recall")?.value ?? 0) > 0.8, "\(regime)")
      #expect((figures.part("precision")?.value ?? 0) > 0.8, "\(regime)")
      #expect(
        (figures.part("recall-open")?.value ?? 1) < (figures.part("recall")?.value ?? 0),
        "\(regime)")
    }
    let binding = habits.figures(
      BrowsingRecovered(bootstrap: ClusterBootstrap(draws: 200)), "binding")
    #expect(binding.part("recall")?.value == 0)
  }

  @Test func `pages beat the map of addresses where servers are shared`() {
    let habits = HabitWorld(subscribers: 20, days: 2, distinct: true)
    let measure = BrowsingRecovered(bootstrap: ClusterBootstrap(draws: 200))
    let mapped = measure.figures(
      habits.world, "connection", truth: habits.truth, knowledge: habits.knowledge(.k1))
    let pages = habits.figures(measure, "connection")
    // Four sites to a server: an address alone names none of them.
    #expect((mapped.part("recall")?.value ?? 1) < 0.1)
    #expect((pages.part("recall")?.value ?? 0) > 0.8)
  }
}
