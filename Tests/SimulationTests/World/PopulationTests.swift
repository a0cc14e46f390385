import Simulation
import Testing

@Suite struct PopulationTests {
  @Test func `households and people have the means of the parameters`() throws {
    let world = try SmallWorld.make("population.subscribers=2000")
    let population = world.traffic.population
    let households = (0..<2000).map { population.household($0) }
    let persons = households.reduce(0) { $0 + $1.persons }
    let devices = households.reduce(0) { $0 + $1.devices }
    #expect(abs(Double(persons) / 2000 - 2.2) < 0.1)
    #expect(abs(Double(devices) / 2000 - 8) < 0.3)
    let personas = (0..<600).map { population.persona($0, person: 0) }
    let visits = personas.reduce(0) { $0 + $1.visitsPerDay } / 600
    #expect(abs(visits - 48) < 4)
    #expect(personas.allSatisfy { (10...40).contains($0.favoriteCount) })
    for persona in personas.prefix(50) {
      #expect(abs(persona.shares[persona.favoriteCount - 1] - 1) < 1e-5)
      let chosen = persona.favorite(0.5)
      #expect((0..<persona.favoriteCount).contains { persona.favorites[$0] == chosen })
    }
  }

  @Test func `a trait depends on the subscriber alone, not on how many there are`() throws {
    let few = try SmallWorld.make("population.subscribers=5").traffic.population
    let many = try SmallWorld.make("population.subscribers=500").traffic.population
    for subscriber in 0..<5 {
      #expect(few.household(subscriber) == many.household(subscriber))
      #expect(
        few.persona(subscriber, person: 1).visitsPerDay
          == many.persona(subscriber, person: 1).visitsPerDay)
    }
  }
}
