import NATModel

@testable import Exposure

/// A day of two people behind one address, with requests whose answers can be counted by hand.
///
/// Ada opens four connections, ben two; each is asked about once. Ben's second request carries a
/// clock that is an hour slow, at which time nobody held the port.
enum PortWorld {
  static var world: SmallWorld {
    var world = SmallWorld(seconds: 86_400, subscribers: ["ada", "ben", "cem", "dot"])
    for step in 0..<4 { world.connect("ada", at: Double(step) * 7200 + 100, seconds: 60, to: 1) }
    for step in 0..<2 { world.connect("ben", at: Double(step) * 7200 + 110, seconds: 60, to: 2) }
    return world
  }

  static var requests: [Request] {
    var requests = world.connections.enumerated().map { number, record in
      SmallWorld.request(record, label: "r\(number)")
    }
    // Records stand in the order in which they were made: ben's second is the last.
    requests[5].time = requests[5].time.advanced(by: -3600 * SmallWorld.second)
    return requests
  }

  static let truth = Truth(
    requesters: [
      "r0": "ada", "r1": "ada", "r2": "ada", "r3": "ada", "r4": "ben", "r5": "ben",
    ], visits: [], origin: "written by hand")

  static func figures(_ measure: some Measure, _ regime: String) -> [Figure] {
    measure.figures(world, regime, asked: requests, truth: truth)
  }
}
