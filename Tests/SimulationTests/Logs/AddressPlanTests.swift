import Simulation
import Testing

@Suite struct AddressPlanTests {
  private func plan(_ overrides: String...) throws -> (AddressPlan, Int64) {
    var scenario = Scenario()
    try scenario.override("population.subscribers=50")
    for override in overrides { try scenario.override(override) }
    let start: Int64 = 20_514 * TrafficModel.dayLength
    return (AddressPlan(scenario.values, start: start, seed: 7), start)
  }

  @Test func `fixed addresses stay, accounting goes on`() throws {
    let (plan, start) = try plan("assignment.per_day=2")
    #expect(plan.initial().count == 50)
    #expect(plan.initial().allSatisfy { $0.time <= start })
    let changes = plan.changes(start..<start + 3 * TrafficModel.dayLength)
    #expect(changes.count == 300)
    #expect(changes.allSatisfy { $0.before == $0.after })
    #expect(plan.address(3, at: start).until == .max)
  }

  @Test func `daily renumbering: one holder at a time, changes agree with addresses`() throws {
    let (plan, start) = try plan("assignment.renumber=daily", "assignment.per_day=2")
    let end = start + 4 * TrafficModel.dayLength
    var held: [UInt32: UInt32] = [:]
    for change in plan.initial() { held[change.after] = change.subscriber }
    #expect(held.count == 50)
    let changes = plan.changes(start..<end)
    #expect(changes.count == 400)
    var moved = 0
    for change in changes {
      #expect(held[change.before] == change.subscriber)
      held[change.before] = nil
      #expect(held[change.after] == nil)
      held[change.after] = change.subscriber
      if change.before != change.after { moved += 1 }
      let subscriber = Int(change.subscriber)
      #expect(plan.address(subscriber, at: change.time).address == change.after)
      #expect(plan.address(subscriber, at: max(start, change.time - 1)).address == change.before)
      if change.before != change.after {
        #expect(plan.address(subscriber, at: max(start, change.time - 1)).until == change.time)
      }
    }
    #expect(moved == 200)
  }

  @Test func `changes asked for in parts are all changes`() throws {
    let (plan, start) = try plan("assignment.renumber=daily", "assignment.per_day=3")
    let whole = plan.changes(start..<start + TrafficModel.dayLength)
    var parts: [AddressPlan.Change] = []
    for minute in stride(from: 0, to: TrafficModel.dayLength, by: Int(TrafficModel.cell)) {
      parts += plan.changes(start + minute..<start + minute + TrafficModel.cell)
    }
    #expect(whole == parts)
  }
}
