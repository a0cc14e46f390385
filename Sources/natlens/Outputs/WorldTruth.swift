import LogFormats
import NATModel
import Simulation

/// Writes truth: visits and requests beside the logs, where they are read with them; sessions in a
/// folder of their own, where nothing reads them by accident.
struct WorldTruth: TruthSink {
  /// True if every session is written.
  let wantsSessions: Bool
  private var answers: TruthWriter
  private var sessions: TruthWriter?
  private let files: [OutputFile]

  /// Truth in a folder.
  init(sessions wanted: Bool, in folder: WorldFolder) throws {
    wantsSessions = wanted
    func writer(_ file: OutputFile, sessions: Bool) -> TruthWriter {
      TruthWriter(sessions: sessions) { bytes in
        try WorldFolder.reported { () throws(OutputError) in try file.write(bytes) }
      }
    }
    var files = [try folder.create("truth.ndjson")]
    answers = writer(files[0], sessions: false)
    if wanted {
      files.append(try folder.create("truth/sessions.ndjson"))
      sessions = writer(files[1], sessions: true)
    }
    self.files = files
  }

  /// Writes what truth knows about the lives of all subscribers.
  mutating func lives(in world: Simulation.World) throws {
    for subscriber in 0..<world.traffic.population.count {
      try answers.lives(of: subscriber, in: world)
    }
  }

  mutating func visit(_ visit: Truth.Visit) throws { try answers.visit(visit) }

  mutating func request(label: String, subscriber: String, time: Timestamp) throws {
    try answers.request(label: label, subscriber: subscriber, time: time)
  }

  mutating func session(_ session: SessionTruth) throws { try sessions?.session(session) }

  /// Writes what is left and closes the files.
  mutating func finish() throws {
    try answers.finish()
    try sessions?.finish()
    for file in files { try WorldFolder.reported { () throws(OutputError) in try file.finish() } }
  }
}
