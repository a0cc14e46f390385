import NATModel
import Testing

@testable import Exposure

@Suite struct ActiveBinsTests {
  private let measure = ActiveBins(bootstrap: ClusterBootstrap(draws: 200))

  /// Ada is on the line for 20 minutes across a quarter, twice; ben never.
  private func evening() -> SmallWorld {
    var world = SmallWorld(seconds: 86_400, subscribers: ["ada", "ben"])
    world.connect("ada", at: 10 * 60, seconds: 20 * 60)
    world.connect("ada", at: 12 * 60, seconds: 60)
    world.connect("ada", at: 7200, seconds: 1)
    return world
  }

  @Test func countsQuartersAndMinutes() {
    let figures = measure.figures(evening(), "binding")
    // Ada touches quarters 0, 1 and 8 and 21 minutes; ben none.
    #expect(figures.part("share")?.value == 3.0 / 96 / 2)
    #expect(figures.part("share-median")?.value == 0)
    #expect(figures.part("share-p95")?.value == 3.0 / 96)
    #expect(figures.part("mean")?.value == 1.5)
    #expect(figures.part("recording")?.value == 1.5)
    #expect(figures.part("minutes")?.value == 10.5)
    #expect(figures.part("minutes-share")?.value == 10.5 / 1440)
    #expect(figures.part("share")?.note == "")
  }

  @Test func destinationsAddNothing() {
    let world = evening()
    let binding = measure.figures(world, "binding")
    let connection = measure.figures(world, "connection")
    #expect(binding.map(\.value) == connection.map(\.value))
  }

  @Test func binLengthIsAnOption() {
    let hourly = ActiveBins(binMinutes: 60, bootstrap: ClusterBootstrap(draws: 50))
    #expect(hourly.figures(evening(), "binding").part("recording")?.value == 1)
    #expect(hourly.about.definition.contains("60-minute"))
  }

  @Test func portBlockShowsThatItIsHeld() {
    let figures = measure.figures(evening(), "port-block")
    #expect(figures.part("share")?.value == 1)
    #expect(
      figures.part("share")?.note == "shows that a port block was held, not its use")
  }

  @Test(arguments: ["register", "assignment"]) func statesNoActivity(_ regime: String) {
    for figure in measure.figures(evening(), regime) {
      #expect(figure.value == 0 && figure.interval == nil)
      #expect(figure.note == "0 by construction: no record states a time of use")
    }
  }

  @Test func shortRecordingIsExtrapolatedOnlyPerDay() {
    var world = SmallWorld(seconds: 3600, subscribers: ["ada"])
    world.connect("ada", at: 60, seconds: 10)
    let figures = measure.figures(world, "binding")
    #expect(figures.part("recording")?.value == 1)
    #expect(figures.part("mean")?.value == 24)
    #expect(figures.part("mean")?.note == "extrapolated to a day from 1.0 h")
    #expect(figures.part("recording")?.note == "")
    #expect(figures.part("minutes")?.value == 1)
  }
}
