import Foundation
import NATModel
import Testing

@testable import Evidence

@Suite struct LegalFrameTests {
  /// Fields that real records of each sort state.
  private static let stated: [(sort: RecordSort, fields: [String])] = [
    (.register, ["subscriber", "inside"]),
    (.assignment, ["time", "inside", "subscriber"]),
    (
      .block, ["time", "start", "inside", "outside", "outside_port", "outside_port_last", "proto"]
    ),
    (
      .session,
      [
        "time", "start", "inside", "inside_port", "outside", "outside_port", "destination",
        "destination_port", "proto", "host", "bytes", "packets",
      ]
    ),
    (.name, ["time", "inside", "inside_port", "destination", "destination_port", "proto", "host"]),
  ]

  private static var folder: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Sources/Evidence/Law/Frames")
  }

  @Test func `the list and the folder agree`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(files.count == LegalFrame.all.count)
    #expect(LegalFrame.all.map(\.id) == ["budapest", "e-evidence", "data-retention", "ipa"])
    for frame in LegalFrame.all { #expect(LegalFrame.named(frame.id)?.title == frame.title) }
    #expect(LegalFrame.named("gdpr") == nil)
  }

  @Test func `every field of every record of a provider has a reading under every frame`() {
    for frame in LegalFrame.all {
      for (sort, fields) in Self.stated {
        for field in fields {
          #expect(frame.reading(of: field, in: sort) != nil, "\(frame.id) \(sort) \(field)")
        }
      }
      #expect(frame.reading(of: "host", in: .request) == nil, "a server's log is no provider's")
    }
  }

  @Test func `readings name fields that exist, a reason, a source, and a real alternative`() {
    let names = Set(EventFields.named.map(\.name))
    for reading in LegalFrame.all.flatMap(\.readings) {
      #expect(Set(reading.fields).isSubset(of: names), "\(reading.fields)")
      for view in [reading.view, reading.otherView].compactMap({ $0 }) {
        #expect(!view.category.isEmpty && !view.source.isEmpty)
        #expect(view.argument.hasSuffix("."), "\(view.argument)")
        #expect(!view.source.hasSuffix("."))
      }
      #expect(reading.otherView?.category != reading.view.category)
    }
    for frame in LegalFrame.all {
      #expect(frame.readings.contains { $0.isDisputed }, "\(frame.id) is not as clear as that")
    }
  }

  @Test func `the destination is where the frames part`() {
    func category(_ frame: String, _ field: String) -> String? {
      LegalFrame.named(frame)?.reading(of: field, in: .session)?.view.category
    }
    #expect(category("budapest", "destination") == "traffic data")
    #expect(category("e-evidence", "destination") == "traffic data")
    #expect(
      category("e-evidence", "outside_port")
        == "data requested for the sole purpose of identifying the user")
    #expect(category("data-retention", "destination") == "not to be retained")
    #expect(category("ipa", "destination") == "internet connection record")
  }

  @Test func `an overlay shows the fields that are stated, those of one reading together`() throws {
    var open = Event(.sessionOpen)
    open.fields = [.time, .outside, .outsidePort, .destination]
    var census = FieldCensus()
    census.add([open, open])
    open.fields = [.time, .outside, .outsidePort]
    census.add([open])
    census.addRegister(entries: 2)
    #expect(census.counts[.session]?.records == 3)
    #expect(
      census.fields(of: .session).map { "\($0.name) \($0.stated)" } == [
        "time 3", "outside 3", "outside_port 3", "destination 2",
      ])
    let frame = try #require(LegalFrame.named("budapest"))
    let overlay = LegalOverlay(
      census: census, frames: [frame], provenance: SampleContent.provenance)
    let rows = overlay.rows(frame)
    #expect(
      rows.map { $0.fields.map(\.name) } == [
        ["inside", "subscriber"], ["time", "outside", "outside_port"], ["destination"],
      ])
    #expect(overlay.text.contains("destination (66.7 %)"))
    #expect(overlay.text.contains("    → traffic data [quoted]\n"))
    #expect(overlay.text.contains("    or, it is argued: subscriber information [recalled]\n"))
    #expect(overlay.text.split(separator: "\n").allSatisfy { $0.count <= 100 })
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(FieldsDocument(overlay).text.utf8))
        as? [String: Any])
    #expect(json["schema"] as? String == "natlens.fields/1")
    let frames = try #require(json["frames"] as? [[String: Any]])
    let readings = try #require(frames[0]["readings"] as? [[String: Any]])
    #expect(readings.count == 3 && readings[2]["category"] as? String == "traffic data")
    #expect(readings[2]["other"] is NSNull)
  }

  @Test func `lines of a server are outside the overlay`() {
    var request = Event(.request)
    request.fields = [.time, .outside]
    var census = FieldCensus()
    census.add([request])
    let overlay = LegalOverlay(
      census: census, frames: LegalFrame.all, provenance: SampleContent.provenance)
    #expect(overlay.text.contains("→ a record of the server, not of the access provider"))
  }
}
