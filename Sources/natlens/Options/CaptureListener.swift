import ArgumentParser
import LogFormats
import NATModel

import struct Foundation.Date

/// Receiving flow exports over UDP as they are sent: a part of `natlens capture`.
struct CaptureListener: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Receive IPFIX and NetFlow at this address and UDP port.",
      discussion: """
        Without an address (:4739) only this machine can send. 0.0.0.0:4739 and [::]:4739 receive \
        from everywhere.
        """, valueName: "[address]:port"))
  var ipfix: String?

  @Option(
    name: .customLong("to"),
    help: ArgumentHelp(
      "Form of the events that are received, as for natlens convert.", valueName: "format"))
  var target = "ndjson"

  @OptionGroup var exports: ExportOptions

  @Flag(name: .shortAndLong, help: "No notes on standard error about what is received.")
  var quiet = false

  /// True if flow exports are to be received.
  var isWanted: Bool { ipfix != nil }

  /// When receiving ends by itself.
  struct Limits {
    /// How long it takes, or `nil` for as long as nobody interrupts it.
    var nanoseconds: Int64?
    /// How many messages are received, or `nil` for any number.
    var messages: UInt64?
  }

  /// Receives messages until Ctrl-C or a limit; events go to standard output.
  ///
  /// - Throws: ``CommandFailure`` if the address is none or cannot be bound.
  func run(_ limits: Limits) throws {
    let (address, port) = try endpoint()
    // A target that is not known is an error before anything is opened.
    _ = try EventWriter(target: target, files: [])
    do throws(ExportSocket.Failure) {
      let socket = try ExportSocket.open(address, port: port)
      if !quiet { Terminal.error("natlens: receiving at \(address) port \(socket.port)") }
      try receive(from: socket, limits)
    } catch {
      let isForbidden = error.code == 13 || error.code == 1
      throw CommandFailure(
        isForbidden ? .noPermission : .ioError, seen: "--ipfix \(ipfix ?? ""): \(error)",
        remedy: "Choose an address of this machine and a port that nobody else receives at.")
    }
  }

  private func receive(
    from socket: borrowing ExportSocket, _ limits: Limits
  ) throws(ExportSocket.Failure) {
    let host = socket.address.isIPv4 ? "\(socket.address)" : "[\(socket.address)]"
    var writer = try? EventWriter(target: target, files: ["ipfix://\(host):\(socket.port)"])
    let decoder = FlowExportDecoder(file: 0, options: exports.options)
    var texts = TextTable()
    var output = TextOutput()
    writer?.writeHeader(to: &output)
    Terminal.output(output)
    var buffer = [UInt8](repeating: 0, count: ExportSocket.longest)
    let end = limits.nanoseconds.map { Date().timeIntervalSince1970 + Double($0) / 1e9 }
    var messages: UInt64 = 0
    while !Interrupt.isRaised, messages < limits.messages ?? .max {
      if let end, Date().timeIntervalSince1970 >= end { break }
      guard let datagram = try socket.receive(into: &buffer, timeout: 100) else { continue }
      messages += 1
      let peer = ExportPeer(
        .udp, from: datagram.source, datagram.port, to: socket.address, socket.port)
      decoder.decode(
        buffer.span.extracting(0..<datagram.count), from: peer, packet: messages, texts: &texts)
      guard !decoder.events.isEmpty else { continue }
      output.removeAll()
      for event in decoder.events { _ = writer?.write(event, texts: texts, to: &output) }
      decoder.events.removeAll(keepingCapacity: true)
      guard Terminal.output(output) else { break }
    }
    finish(decoder, &writer, texts, messages)
  }

  private func finish(
    _ decoder: FlowExportDecoder, _ writer: inout EventWriter?, _ texts: TextTable,
    _ messages: UInt64
  ) {
    let exporters = decoder.finish(texts: texts)
    var output = TextOutput()
    writer?.finish(to: &output)
    Terminal.output(output)
    guard !quiet else { return }
    Terminal.error(
      "natlens: \(messages) messages, \(decoder.records) records, \(decoder.rejects.total) rejected"
    )
    let text = Inspection(files: []).exporters(exporters)
    if !text.isEmpty { Terminal.error(String(text.dropLast())) }
  }

  /// The address and port that were given; this machine's loopback without an address.
  private func endpoint() throws -> (IPAddress, UInt16) {
    let text = ipfix ?? ""
    let loopback = IPAddress(ipv4: 0x7f00_0001)
    if let port = UInt16(text.hasPrefix(":") ? String(text.dropFirst()) : text) {
      return (loopback, port)
    }
    if let (address, port) = try? Request.endpoint(parsing: text), let port {
      return (address, port)
    }
    throw CommandFailure(
      .usage, seen: "--ipfix \(text): no address and port",
      remedy: "Write :4739 for this machine alone, or an address such as 0.0.0.0:4739.")
  }
}
