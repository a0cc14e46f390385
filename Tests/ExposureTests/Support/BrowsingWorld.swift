import NATModel

@testable import Exposure

/// Two days of two subscribers (a third does nothing), small enough to count by hand.
enum BrowsingWorld {
  private static let day = 86_400.0

  /// Address 1 serves news, 2 serves bank and club, 3 serves the advertisements of news.
  static var world: SmallWorld {
    var world = SmallWorld(seconds: 2 * 86_400, subscribers: ["ada", "ben", "cem"])
    world.connect("ada", at: 100, to: 1, host: "news.example")
    world.connect("ada", at: 101, to: 3, host: "ads.example")
    world.connect("ada", at: 200, to: 2, host: "bank.example")
    world.connect("ada", at: day + 100, to: 1, host: "news.example")
    world.connect("ben", at: 300, to: 2, host: "club.example")
    world.connect("ben", at: day + 400, to: 3, host: "ads.example")
    return world
  }

  static let names: [IPAddress: [String]] = [
    SmallWorld.address(1): ["news.example"],
    SmallWorld.address(2): ["bank.example", "club.example"],
    SmallWorld.address(3): ["ads.example"],
  ]

  /// Ben's visit to mail left no trace (it was cached).
  static var truth: Truth {
    func visit(_ who: String, _ site: String, _ time: Double) -> Truth.Visit {
      Truth.Visit(subscriber: who, site: site, time: SmallWorld.instant(time))
    }
    return Truth(
      requesters: [:],
      visits: [
        visit("ada", "news.example", 99), visit("ada", "bank.example", 199),
        visit("ben", "club.example", 299), visit("ada", "news.example", day + 99),
        visit("ada", "news.example", day + 5000), visit("ben", "mail.example", day + 300),
      ], origin: "written by hand")
  }
}
