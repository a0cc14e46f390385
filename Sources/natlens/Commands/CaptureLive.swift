import ArgumentParser
import NATModel
import PacketCapture

/// `natlens capture`: packets from an interface, to a summary and to files.
struct CaptureLive: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "capture",
    abstract: "Capture on an interface, or receive flow exports, as it happens.",
    discussion: """
      Needs the right to capture: root, or CAP_NET_RAW. Capture only what you may: other people's \
      traffic is theirs. Ctrl-C ends it and prints the summary. With --ipfix the events of flow \
      exports go to standard output as they arrive, subscribers and addresses as they are, and what \
      each exporter sent is summed up on standard error at the end; no right is needed for that.

      EXAMPLES
        natlens capture -i eth0 --seconds 60
        natlens capture -i br-lan -f 'host 192.168.1.20' -w home.pcap
        natlens capture -i eth0 -w day.pcap --rotate-time 1h --files 24
        natlens capture --ipfix :4739 > events.ndjson
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("Interface.", valueName: "name"))
  var interface: String?

  @OptionGroup(title: "Flow exports") var listener: CaptureListener

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Filter in libpcap's language (pcap-filter(7)).", valueName: "filter"))
  var filter = ""

  @Option(name: .shortAndLong, help: ArgumentHelp("Write the packets too.", valueName: "file"))
  var write: String?

  @Option(
    help: ArgumentHelp("Begin another file before one grows larger, in MB.", valueName: "MB"))
  var rotateSize: Int?

  @Option(
    help: ArgumentHelp("Begin another file after this time: 10m, 1h.", valueName: "duration"))
  var rotateTime: DurationArgument?

  @Option(help: ArgumentHelp("Keep so many files, the latest.", valueName: "n"))
  var files: Int?

  @Option(help: ArgumentHelp("Stop after this many seconds.", valueName: "n"))
  var seconds: DurationArgument?

  @Option(help: ArgumentHelp("Stop after so many packets or messages.", valueName: "n"))
  var packets: UInt64?

  @Option(help: ArgumentHelp("Keep so many bytes of each packet.", valueName: "bytes"))
  var snapLength = 262_144

  @Option(help: ArgumentHelp("Buffer between the system and this program, in MB.", valueName: "MB"))
  var buffer = 16

  @Flag(help: "Capture packets for others too.")
  var promiscuous = false

  @Flag(help: "Print JSON, schema natlens.inspect/1.")
  var json = false

  mutating func validate() throws {
    guard (interface == nil) == listener.isWanted else {
      throw ValidationError("Give an interface with -i, or --ipfix :4739 for flow exports.")
    }
    if rotateSize ?? 1 < 1 || files ?? 1 < 1 || buffer < 1 || buffer > 2000 || snapLength < 64 {
      throw ValidationError("Sizes and counts must be positive, --snap-length at least 64.")
    }
    if write == nil, rotateSize != nil || rotateTime != nil || files != nil {
      throw ValidationError("--rotate-size, --rotate-time and --files go with --write.")
    }
    if files != nil, rotateSize == nil, rotateTime == nil {
      throw ValidationError("--files goes with --rotate-size or --rotate-time.")
    }
  }

  func run() throws {
    if listener.isWanted {
      return try listener.run(
        CaptureListener.Limits(nanoseconds: seconds?.nanoseconds, messages: packets))
    }
    var texts = TextTable()
    var nothing = Discard()
    let (result, counts): (CaptureResult, LiveCounts)
    do {
      (result, counts) = try CaptureReader(options: reading).capture(
        options, texts: &texts, into: &nothing, isWanted: { !Interrupt.isRaised })
    } catch let error as CaptureError {
      throw CaptureLive.failure(error)
    }
    var report = result.report
    report.details =
      [
        InputReport.Detail(name: "received_packets", count: counts.received),
        InputReport.Detail(name: "dropped_packets", count: counts.dropped),
        InputReport.Detail(name: "dropped_by_interface", count: counts.droppedByInterface),
      ] + result.statistics.details.filter { $0.name != "dropped_packets" } + result.carried.details
    let inspection = Inspection(files: [
      Inspection.File(
        report: report, digest: nil, exporters: result.carried.exporters, role: nil,
        failure: result.damage)
    ])
    if json {
      try JSONOutput.document(inspection.document)
    } else {
      Terminal.output(inspection.text)
    }
    for file in counts.files { Terminal.error("natlens: wrote \(file)") }
    if counts.dropped + counts.droppedByInterface > 0 {
      Terminal.error(
        "natlens: \(counts.dropped) packets dropped by the system and "
          + "\(counts.droppedByInterface) by the interface: what is missing cannot be told "
          + "from what never was (try a larger --buffer or a narrower --filter)")
    }
  }

  private var reading: CaptureOptions {
    var reading = CaptureOptions()
    reading.exports = listener.exports.options
    return reading
  }

  private var options: LiveOptions {
    var options = LiveOptions(interface: interface ?? "")
    options.filter = filter
    options.snapLength = snapLength
    options.isPromiscuous = promiscuous
    options.bufferSize = buffer << 20
    options.duration = seconds?.nanoseconds
    options.packets = packets
    options.output = write.map { path in
      var output = CaptureOutput(path: path)
      output.maximumBytes = rotateSize.map { UInt64($0) * 1_000_000 }
      output.maximumDuration = rotateTime?.nanoseconds
      output.maximumFiles = files
      return output
    }
    return options
  }

  private static func failure(_ error: CaptureError) -> CommandFailure {
    guard case .cannotOpen(let code) = error.reason else {
      return CommandFailure(.badData, seen: "\(error)")
    }
    if code == 1 {
      return CommandFailure(
        .noPermission, seen: "\(error.name): capturing is not permitted",
        remedy: "Run as root, or give the program CAP_NET_RAW.")
    }
    return CommandFailure(.noInput, seen: "\(error.name): no such interface")
  }
}
