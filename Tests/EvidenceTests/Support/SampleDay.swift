import Exposure
import NATModel
import Retention

/// One home's hour under every regime.
enum SampleDay {
  static func day(_ retained: [Evaluation.Retained]) -> SubscriberDay {
    SubscriberDay(
      subscriber: SubscriberID(rawValue: 3),
      rule:
        "the subscriber with the median number of records under connection-host; all hours that the log covers",
      span: SampleWorlds.span,
      strips: retained.map {
        SubscriberDay.Strip(
          regime: $0.regime.id, availability: $0.availability,
          marks: $0.availability == .kept ? marks($0.regime.rung ?? 0) : [])
      })
  }

  private static let sites = [
    "www.news.example", "static.news.example", "mail.post.example", "clinic.example",
    "video.example", "cdn.video.example", "shop.example", "chat.example", "union.example",
    "weather.example", "ads.tracker.example", "updates.system.example",
  ]

  private static func instant(_ seconds: Double) -> Timestamp {
    SampleWorlds.start.advanced(by: Int64(seconds * 1e9))
  }

  private static func marks(_ rung: Int) -> [SubscriberDay.Mark] {
    let who = SubscriberID(rawValue: 3)
    let inside = IPAddress("100.64.0.5")
    let outside = IPAddress("203.0.113.7")
    func mark(_ span: TimeSpan?, _ record: RetainedRecord, _ host: String = "")
      -> SubscriberDay.Mark
    {
      SubscriberDay.Mark(span: span, record: record, host: host)
    }
    switch rung {
    case 1: return [mark(nil, RetainedRecord(subscriber: who))]
    case 2:
      let span = TimeSpan(start: instant(0), end: instant(3600))
      return [mark(span, RetainedRecord(subscriber: who, span: span, inside: inside))]
    case 3:
      return [
        mark(
          nil, RetainedRecord(subscriber: who, inside: inside, outside: outside, ports: 5056...9087)
        )
      ]
    case 4:
      let span = TimeSpan(start: instant(310), end: instant(3325))
      return [
        mark(
          span,
          RetainedRecord(
            subscriber: who, span: span, inside: inside, outside: outside, ports: 5056...5567))
      ]
    default: break
    }
    return (0..<140).map { index in
      // Bursts of connections with quiet times between them.
      let burst = [320.0, 430, 900, 1400, 1460, 2300, 2710, 3200][index % 8]
      let start = instant(burst + Double(index * 37 % 90))
      let span = TimeSpan(
        start: start, end: start.advanced(by: Int64(1 + index % 9) * 1_000_000_000))
      let site = [0, 1, 4, 5, 2, 3, 4, 5, 6, 7, 10, 8, 0, 1, 9, 11, 4][index * 5 % 17]
      var record = RetainedRecord(
        subscriber: who, span: span, inside: inside, outside: outside,
        ports: UInt16(5056 + index)...UInt16(5056 + index), proto: .tcp)
      if rung >= 6 {
        record.destination = IPAddress(ipv4: 0xc633_6400 + UInt32(site + 10))
        record.destinationPort = 443
      }
      return mark(span, record, rung == 7 ? sites[site] : "")
    }.sorted { ($0.span?.start ?? .distantPast) < ($1.span?.start ?? .distantPast) }
  }
}
