package import NATModel

/// Writes events as a table: one header line, then one line per event.
///
/// Columns: `kind`, then those of ``EventFields/named`` in its order, then `exporter`, `realm`,
/// `label`, `source`, `file`, `record`. A field that the event does not state is empty. Times are
/// RFC 3339 in UTC; `time` is the end of a `session` or `flow`. Text that is not UTF-8 is copied as
/// it is.
package struct TableWriter: Sendable {
  /// What stands between two columns, and how a value that holds it is written.
  package enum Style: String, CaseIterable, Sendable {
    /// Commas; values in quotes where needed, quotes doubled (RFC 4180), lines end in LF.
    case csv
    /// Tabs; tab, line feed, carriage return and backslash in values as `\t`, `\n`, `\r`, `\\`.
    case tsv
  }

  /// What the table looks like.
  package let style: Style
  private let files: [String]

  /// A writer; `files` names the inputs by ``SourceLocation/file``.
  package init(_ style: Style, files: [String] = []) {
    self.style = style
    self.files = files
  }

  /// The names of the columns, in order.
  package static var columns: [String] {
    ["kind"] + EventFields.named.map(\.name)
      + ["exporter", "realm", "label", "source", "file", "record"]
  }

  /// Writes the line with the names of the columns.
  package func writeHeader(to output: inout TextOutput) {
    for (index, column) in TableWriter.columns.enumerated() {
      if index > 0 { writeSeparator(&output) }
      output.write(string: column)
    }
    output.write(byte: 0x0a)
  }

  /// Writes one event as one line.
  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) {
    output.write(string: event.kind.rawValue)
    for (_, field) in EventFields.named {
      writeSeparator(&output)
      if event.fields.contains(field) { write(field, of: event, texts, to: &output) }
    }
    for id in [event.exporter, event.realm, event.label] {
      writeSeparator(&output)
      write(text: texts.bytes(of: id), to: &output)
    }
    writeSeparator(&output)
    if event.nameSource != .none { output.write(string: event.nameSource.rawValue) }
    writeSeparator(&output)
    if Int(event.location.file) < files.count {
      write(text: Array(files[Int(event.location.file)].utf8)[...], to: &output)
    }
    writeSeparator(&output)
    if event.location.record > 0 { output.write(event.location.record) }
    output.write(byte: 0x0a)
  }

  private func write(
    _ field: EventFields, of event: Event, _ texts: TextTable, to output: inout TextOutput
  ) {
    switch field {
    case .time: output.write(string: event.time.description)
    case .start: output.write(string: event.start.description)
    case .inside: output.write(event.inside)
    case .insidePort: output.write(event.insidePort)
    case .outside: output.write(event.outside)
    case .outsidePort: output.write(event.outsidePort)
    case .outsidePortLast: output.write(event.outsidePortLast)
    case .destination: output.write(event.destination)
    case .destinationPort: output.write(event.destinationPort)
    case .proto: output.write(event.proto.rawValue)
    case .subscriber: write(text: texts.bytes(of: event.subscriber), to: &output)
    case .host: write(text: texts.bytes(of: event.host), to: &output)
    case .session: output.write(event.session)
    case .bytes: output.write(event.bytes)
    case .packets: output.write(event.packets)
    case .confidence: output.write(tenThousandths: event.confidence)
    default: break
    }
  }

  private func writeSeparator(_ output: inout TextOutput) {
    output.write(byte: style == .csv ? UInt8(ascii: ",") : 0x09)
  }

  private func write(text: ArraySlice<UInt8>, to output: inout TextOutput) {
    switch style {
    case .csv:
      let quote = UInt8(ascii: "\"")
      guard text.contains(where: { $0 == quote || $0 == UInt8(ascii: ",") || $0 < 0x20 }) else {
        output.write(text)
        return
      }
      output.write(byte: quote)
      for byte in text {
        if byte == quote { output.write(byte: quote) }
        output.write(byte: byte)
      }
      output.write(byte: quote)
    case .tsv:
      for byte in text {
        switch byte {
        case 0x09: output.write("\\t")
        case 0x0a: output.write("\\n")
        case 0x0d: output.write("\\r")
        case UInt8(ascii: "\\"): output.write("\\\\")
        default: output.write(byte: byte)
        }
      }
    }
  }
}
