import NATModel
import Retention
import Testing

@testable import Exposure

@Suite struct SubscriberDaySelectionTests {
  @Test func takesTheMiddleSubscriberAndTheBusiestDay() throws {
    // Ada 28 records, ben 16, cem 16, dot none: of three the middle is cem (ben and cem tie by id).
    let day = try #require(SubscriberDay.ofMedianSubscriber(in: SmallWorld.town().logs))
    #expect(day.subscriber.rawValue == 2)
    #expect(
      day.rule
        == "the subscriber with the median number of records under connection-host; "
        + "the UTC day with most of these records")
    // Both days have eight records of cem: the earlier is taken.
    #expect(day.span == SmallWorld.span(0, seconds: 86_400))
    #expect(day.strips.map(\.regime) == SmallWorld.titles)
    let marks = Dictionary(uniqueKeysWithValues: day.strips.map { ($0.regime, $0.marks) })
    #expect(marks["connection-host"]?.count == 8)
    #expect(marks["connection-host"]?.allSatisfy { $0.host == "club.example" } == true)
    #expect(marks["connection"]?.allSatisfy { $0.host.isEmpty } == true)
    #expect(marks["register"]?.map(\.span) == [nil])
    // Two days of assignment, cut to the one shown; the record itself is as retained.
    #expect(marks["assignment"]?.map(\.span) == [day.span])
    #expect(marks["assignment"]?.first?.record.span == SmallWorld.town().coverage)
    #expect(marks["deterministic"]?.isEmpty == true)
    let starts = marks["binding"]?.compactMap { $0.span?.start } ?? []
    #expect(starts == starts.sorted() && starts.count == 8)
  }

  @Test func shortRecordingIsShownWhole() throws {
    var world = SmallWorld(seconds: 600, from: 86_300, subscribers: ["ada"])
    world.connect("ada", at: 86_390, seconds: 30)
    let day = try #require(SubscriberDay.ofMedianSubscriber(in: world.logs))
    #expect(day.span == world.coverage)
    #expect(day.rule.hasSuffix("all hours that the log covers"))
  }

  @Test func logsWithoutTimeHaveNoDay() {
    let world = SmallWorld(seconds: 10, subscribers: ["ada"])
    #expect(SubscriberDay.ofMedianSubscriber(in: []) == nil)
    #expect(
      SubscriberDay.ofMedianSubscriber(in: world.logs.filter { $0.0.id == "register" }) == nil)
  }
}
