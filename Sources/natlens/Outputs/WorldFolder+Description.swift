import Correlation
import Simulation

/// What stands beside the logs of a simulated world.
extension WorldFolder {
  /// Writes the NAT's configuration, names, page loads and categories of sites, scenario and gates.
  ///
  /// Names and page loads are those of the first day, as somebody could have collected them from the DNS then.
  func describe(_ world: Simulation.World, _ document: SimulationDocument) throws {
    try write(NATConfigurationFile.encode(world.configuration), to: "nat.json")
    try write(Array(world.nameList(day: 0).utf8), to: "names.csv")
    try write(Array(world.fingerprintList(day: 0).utf8), to: "page-loads.csv")
    try write(Array(world.categoryList.utf8), to: "categories.csv")
    let scenario = world.scenario
    let head =
      "# natlens.scenario/1: \(scenario.name), seed \(world.seed), "
      + "parameter table \(ParameterTable.version), natlens \(Natlens.version)\n"
    try write(Array((head + scenario.text).utf8), to: "world.scenario")
    try write(Array(document.gateFile.utf8), to: "gates.csv")
  }
}
