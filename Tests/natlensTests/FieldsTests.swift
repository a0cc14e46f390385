import Foundation
import Testing

@Suite struct FieldsTests {
  @Test func `the fields of a log under one frame`() throws {
    let small = try SmallLog()
    let run = try NatlensRun(["fields", "--frame", "ipa"] + small.paths)
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(
      run.output == """
        FIELDS STATED
        the customer register     2  inside, subscriber
        bindings and connections  4  time, inside, inside_port, outside, outside_port, destination,
                                     destination_port, proto, session, bytes (50 %), packets (50 %)

        This is argument with its sources, not legal advice. Where a category is disputed both readings
        are given. The marks say how well the source is known: read (the text of the provision was read),
        quoted (a text that quotes it was), recalled (from memory: check it).

        IPA: Investigatory Powers Act 2016 (United Kingdom)
          s. 62 internet connection records; s. 261 communications data: entity data, events data. In
          force, amended in 2024. A notice under s. 87 may require all of it to be kept for at most 12
          months.

          the customer register: inside, subscriber
            → entity data [recalled]
              It identifies or describes the customer and his link to the service. s. 261(3).

          bindings and connections: time, inside, inside_port, outside, outside_port, proto, session,
          bytes, packets
            → events data; part of an internet connection record if the destination is kept [quoted]
              Without a destination it does not identify a service to which a communication is
              transmitted. With one, these fields are generated in supplying the service and belong to the
              record. s. 62(7), read as clause 54(6) of the Bill.

          bindings and connections: destination, destination_port
            → internet connection record [quoted]
              It may be used to identify, or assist in identifying, the service that a communication is
              sent to. Condition A is the request for whoever used a known service at a known time. s.
              62(7), read as clause 54(6) of the Bill; s. 62(3) itself.
            or, it is argued: events data, no internet connection record [recalled]
              An address that serves hundreds of sites identifies none of them; whether it assists is a
              question of fact. argument from s. 62(7); see the measure of browsing recovered.

        """)
  }

  @Test func `all frames, as JSON, with every mark explained`() throws {
    let small = try SmallLog()
    let document = try NatlensRun(["fields", "--json"] + small.paths).json()
    #expect(document["schema"] as? String == "natlens.fields/1")
    let frames = document["frames"] as? [[String: Any]] ?? []
    #expect(
      frames.map { $0["id"] as? String } == ["budapest", "e-evidence", "data-retention", "ipa"])
    let marks = Set((document["confidence"] as? [String: String] ?? [:]).keys)
    for reading in frames.flatMap({ $0["readings"] as? [[String: Any]] ?? [] }) {
      #expect(marks.contains(reading["confidence"] as? String ?? ""))
    }
    let inputs = document["inputs"] as? [[String: Any]] ?? []
    #expect(inputs.count == 2 && inputs.allSatisfy { ($0["sha256"] as? String)?.count == 64 })
  }

  @Test func `a file of another kind beside the log is passed over, alone it is a failure`() throws
  {
    let small = try SmallLog()
    let other = try TemporaryFile(name: "picture.png", contents: Data([0x89, 0x50, 0, 1, 2, 3]))
    let beside = try NatlensRun(["fields", small.log.path, other.path])
    #expect(beside.status == 0 && beside.errors.contains("passed over"))
    #expect(try NatlensRun(["fields", other.path]).status == 65)
    #expect(try NatlensRun(["fields"]).status == 64)
    #expect(try NatlensRun(["fields", "/nowhere.log"]).status == 66)
    #expect(try NatlensRun(["fields", "--frame", "gdpr", small.log.path]).status == 64)
  }
}
