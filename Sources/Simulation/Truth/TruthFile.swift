package import NATModel

import struct Foundation.Data
import class Foundation.JSONDecoder

/// Truth as NDJSON: what the clients of a recording, or a simulation, know really happened.
///
/// One object a line; `kind` tells which:
/// - `origin`: `origin` — where it comes from, `simulated`; without such a line as the caller says;
/// - `visit`: `time`, `subscriber`, `site` — a page somebody meant to see;
/// - `request`: `time`, `subscriber`, `token` — one request to a server; its path holds the token,
///   by which a line of the server's log is recognised;
/// - `rest`: `subscriber`, `start`, `end` — a night on which everybody slept;
/// - `away`: `subscriber`, `day` (`2026-03-14`) — a UTC day on which nobody was at home;
/// - `household`: `subscriber`, `persons`, `devices`;
/// - `connection`: kept by the recording for its own checks, passed over here.
///
/// Times are RFC 3339 with a zone. Lines that are none of these are counted, not guessed at.
package struct TruthFile: Sendable {
  /// The truth in the lines that could be read.
  package let truth: Truth
  /// Line numbers (from 1) that could not be read.
  package let malformed: [Int]

  private struct Line: Decodable {
    var kind: String
    var time: String?
    var subscriber: String?
    var site: String?
    var token: String?
    var origin: String?
    var start: String?
    var end: String?
    var day: String?
    var persons: Int?
    var devices: Int?
  }

  /// The kinds of line.
  private static let kinds: Set<String> = [
    "origin", "visit", "request", "connection", "rest", "away", "household",
  ]

  /// True if the first line of a file looks like truth.
  package static func recognises(firstLine: String) -> Bool {
    guard firstLine.hasPrefix("{"),
      let line = try? JSONDecoder().decode(Line.self, from: Data(firstLine.utf8))
    else { return false }
    return kinds.contains(line.kind)
  }

  /// Truth from the bytes of a file.
  /// - Parameters:
  ///   - bytes: NDJSON.
  ///   - origin: Where it comes from, for the report, unless the file says so itself.
  package init(_ bytes: [UInt8], origin: String) {
    let decoder = JSONDecoder()
    var requesters: [String: String] = [:]
    var visits: [Truth.Visit] = []
    var rests: [Truth.Rest] = []
    var absences: [Truth.Absence] = []
    var households: [String: Truth.Household] = [:]
    var malformed: [Int] = []
    var origin = origin
    for (number, text) in bytes.split(separator: 0x0a).enumerated() {
      guard let line = try? decoder.decode(Line.self, from: Data(text)) else {
        malformed.append(number + 1)
        continue
      }
      switch line.kind {
      case "visit":
        guard let subscriber = line.subscriber, let site = line.site,
          let time = line.time.flatMap(Timestamp.init(rfc3339:))
        else {
          malformed.append(number + 1)
          continue
        }
        visits.append(Truth.Visit(subscriber: subscriber, site: site.lowercased(), time: time))
      case "request":
        guard let subscriber = line.subscriber, let token = line.token else {
          malformed.append(number + 1)
          continue
        }
        requesters[token] = subscriber
      case "rest":
        guard let subscriber = line.subscriber,
          let start = line.start.flatMap(Timestamp.init(rfc3339:)),
          let end = line.end.flatMap(Timestamp.init(rfc3339:)), start <= end
        else {
          malformed.append(number + 1)
          continue
        }
        rests.append(
          Truth.Rest(subscriber: subscriber, span: TimeSpan(start: start, end: end)))
      case "away":
        guard let subscriber = line.subscriber,
          let day = line.day.flatMap({ Timestamp(rfc3339: $0 + "T00:00:00Z") })
        else {
          malformed.append(number + 1)
          continue
        }
        absences.append(
          Truth.Absence(
            subscriber: subscriber, day: Int(day.nanoseconds / 86_400_000_000_000)))
      case "household":
        guard let subscriber = line.subscriber, let persons = line.persons,
          let devices = line.devices
        else {
          malformed.append(number + 1)
          continue
        }
        households[subscriber] = Truth.Household(persons: persons, devices: devices)
      case "connection": continue
      case "origin": origin = line.origin ?? origin
      default: malformed.append(number + 1)
      }
    }
    visits.sort { ($0.time, $0.subscriber, $0.site) < ($1.time, $1.subscriber, $1.site) }
    rests.sort { ($0.span.start, $0.subscriber) < ($1.span.start, $1.subscriber) }
    var truth = Truth(requesters: requesters, visits: visits, origin: origin)
    truth.rests = rests
    truth.absences = absences
    truth.households = households
    self.truth = truth
    self.malformed = malformed
  }
}
