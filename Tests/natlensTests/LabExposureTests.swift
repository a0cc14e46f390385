import Foundation
import Testing

/// What the retained records of the committed recordings reveal, against what the clients wrote down
/// themselves: sites really visited, and connections really made.
@Suite struct LabExposureTests {
  /// What the clients of one recording did.
  private struct Diary {
    /// Distinct (subscriber, UTC day, site) of visits.
    var visits: Set<String> = []
    /// Connections made.
    var connections = 0
    /// Distinct (subscriber, UTC day, site) of connections.
    var contacts: Set<String> = []
  }

  private func diary(_ recording: String) throws -> Diary {
    var diary = Diary()
    for object in try LabTests.truth(of: recording) {
      let subscriber = object["subscriber"] as? String ?? ""
      switch object["kind"] as? String {
      case "visit":
        let day = (object["time"] as? String ?? "").prefix(10)
        diary.visits.insert("\(subscriber) \(day) \(object["site"] as? String ?? "")")
      case "connection":
        diary.connections += 1
        let start = object["start"] as? String ?? ""
        // The lab's domains stand directly under example and test.
        let site = (object["host"] as? String ?? "").split(separator: ".").suffix(2)
        diary.contacts.insert("\(subscriber) \(start.prefix(10)) \(site.joined(separator: "."))")
      default: break
      }
    }
    return diary
  }

  /// A figure's value, numerator and denominator.
  private struct Share {
    var value: Double?
    var numerator: Int?
    var denominator: Int
  }

  private struct Exposed {
    var figures: [String: Share] = [:]
    var records: [String: Int] = [:]
  }

  private func exposed(_ recording: String) throws -> Exposed {
    let run = try NatlensRun([
      "expose", "--json", "--quiet", LabTests.recording(recording), "--measures",
      "browsing-recovered,active-bins",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let worlds = try run.json()["worlds"] as? [[String: Any]] ?? []
    let world = try #require(worlds.first)
    var exposed = Exposed()
    for figure in world["figures"] as? [[String: Any]] ?? [] {
      let words = ["part", "regime", "knowledge"].compactMap { figure[$0] as? String }
      exposed.figures[words.joined(separator: " ")] = Share(
        value: figure["value"] as? Double, numerator: figure["numerator"] as? Int,
        denominator: figure["denominator"] as? Int ?? 0)
    }
    for retained in world["retained"] as? [[String: Any]] ?? [] {
      exposed.records[retained["regime"] as? String ?? ""] = retained["records"] as? Int
    }
    return exposed
  }

  @Test(arguments: ["fixed-ranges", "wide-pool", "narrow-pool"])
  func `host names give every site away, addresses seven in ten`(recording: String) throws {
    let diary = try diary(recording)
    let exposed = try exposed(recording)
    #expect(diary.visits.count == 101)
    let named = try #require(exposed.figures["recall connection-host K0"])
    #expect(named.numerator == 101 && named.denominator == diary.visits.count)
    // Everything named is a site that the clients really contacted; what is wrong was not visited.
    let precision = try #require(exposed.figures["precision connection-host K0"])
    #expect(precision.numerator == 101 && precision.denominator == diary.contacts.count)
    let mapped = try #require(exposed.figures["recall connection K1"])
    #expect(mapped.numerator == (recording == "fixed-ranges" ? 74 : 73))
    #expect(mapped.denominator == diary.visits.count)
    #expect(exposed.figures["recall connection K0"]?.value == 0)
    #expect(exposed.figures["recall binding K1"]?.value == 0)
  }

  @Test(arguments: ["fixed-ranges", "wide-pool", "narrow-pool"])
  func `bindings are as many as the connections made, and show when`(recording: String) throws {
    let diary = try diary(recording)
    let exposed = try exposed(recording)
    #expect(exposed.records["connection"] == diary.connections)
    // In the narrow pool one port served two connections of a host at once: one binding.
    let merged = recording == "narrow-pool" ? 1 : 0
    #expect(exposed.records["binding"] == diary.connections - merged)
    // Every quarter of an hour of these minutes shows every line in use, with and without where.
    #expect(exposed.figures["share binding"]?.value == 1)
    #expect(
      exposed.figures["minutes binding"]?.value == exposed.figures["minutes connection"]?.value)
  }
}
