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
  private let separator: UInt8
  private let files: InputNames

  /// A writer; `files` names the inputs by ``SourceLocation/file``.
  package init(_ style: Style, files: [String] = []) {
    self.style = style
    separator = style == .csv ? UInt8(ascii: ",") : 0x09
    self.files = InputNames(files) { name, column in column.write(column: name, style) }
  }

  /// The names of the columns, in order.
  package static var columns: [String] {
    ["kind"] + EventFields.named.map(\.name)
      + ["exporter", "realm", "label", "source", "file", "record"]
  }

  /// Writes the line with the names of the columns.
  package func writeHeader(to output: inout TextOutput) {
    for (index, column) in TableWriter.columns.enumerated() {
      if index > 0 { output.write(byte: separator) }
      output.write(string: column)
    }
    output.write(byte: 0x0a)
  }

  /// Writes one event as one line.
  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) {
    output.write(event.kind)
    let fields = event.fields
    output.write(byte: separator)
    if fields.contains(.time) { output.write(event.time) }
    output.write(byte: separator)
    if fields.contains(.start) { output.write(event.start) }
    output.write(byte: separator)
    if fields.contains(.inside) { output.write(event.inside) }
    output.write(byte: separator)
    if fields.contains(.insidePort) { output.write(event.insidePort) }
    output.write(byte: separator)
    if fields.contains(.outside) { output.write(event.outside) }
    output.write(byte: separator)
    if fields.contains(.outsidePort) { output.write(event.outsidePort) }
    output.write(byte: separator)
    if fields.contains(.outsidePortLast) { output.write(event.outsidePortLast) }
    output.write(byte: separator)
    if fields.contains(.destination) { output.write(event.destination) }
    output.write(byte: separator)
    if fields.contains(.destinationPort) { output.write(event.destinationPort) }
    output.write(byte: separator)
    if fields.contains(.proto) { output.write(event.proto.rawValue) }
    if fields.intersection(TableWriter.seldom).rawValue == 0 {
      output.write(byte: separator, times: 6)
    } else {
      writeSeldom(event, texts, to: &output)
    }
    if event.exporter.rawValue | event.realm.rawValue | event.label.rawValue == 0,
      event.nameSource == .none
    {
      output.write(byte: separator, times: 5)
    } else {
      writeNames(event, texts, to: &output)
    }
    files.write(event.location.file, to: &output)
    output.write(byte: separator)
    if event.location.record > 0 { output.write(event.location.record) }
    output.write(byte: 0x0a)
  }

  /// What the records of a translator have more often not than all of it.
  private static var seldom: EventFields {
    [.subscriber, .host, .session, .bytes, .packets, .confidence]
  }

  private func writeSeldom(_ event: Event, _ texts: TextTable, to output: inout TextOutput) {
    let fields = event.fields
    output.write(byte: separator)
    if fields.contains(.subscriber) { write(event.subscriber, texts, to: &output) }
    output.write(byte: separator)
    if fields.contains(.host) { write(event.host, texts, to: &output) }
    output.write(byte: separator)
    if fields.contains(.session) { output.write(event.session) }
    output.write(byte: separator)
    if fields.contains(.bytes) { output.write(event.bytes) }
    output.write(byte: separator)
    if fields.contains(.packets) { output.write(event.packets) }
    output.write(byte: separator)
    if fields.contains(.confidence) { output.write(tenThousandths: event.confidence) }
  }

  /// Writes the names that go with a record, and the separator before the file.
  private func writeNames(_ event: Event, _ texts: TextTable, to output: inout TextOutput) {
    output.write(byte: separator)
    write(event.exporter, texts, to: &output)
    output.write(byte: separator)
    write(event.realm, texts, to: &output)
    output.write(byte: separator)
    write(event.label, texts, to: &output)
    output.write(byte: separator)
    if event.nameSource != .none { output.write(event.nameSource) }
    output.write(byte: separator)
  }

  @inline(__always)
  private func write(_ id: TextID, _ texts: TextTable, to output: inout TextOutput) {
    guard id.rawValue != 0 else { return }
    output.write(column: texts.span(of: id), style)
  }
}

extension TextOutput {
  /// Appends a text as a value of a column.
  fileprivate mutating func write(column text: Span<UInt8>, _ style: TableWriter.Style) {
    switch style {
    case .csv: write(quoted: text)
    case .tsv: write(escaped: text)
    }
  }

  private mutating func write(quoted text: Span<UInt8>) {
    let quote = UInt8(ascii: "\"")
    var isPlain = true
    for index in text.indices {
      let byte = text[index]
      isPlain = isPlain && byte != quote && byte != UInt8(ascii: ",") && byte >= 0x20
    }
    if isPlain { return write(text) }
    write(byte: quote)
    for index in text.indices {
      if text[index] == quote { write(byte: quote) }
      write(byte: text[index])
    }
    write(byte: quote)
  }

  private mutating func write(escaped text: Span<UInt8>) {
    for index in text.indices {
      switch text[index] {
      case 0x09: write("\\t")
      case 0x0a: write("\\n")
      case 0x0d: write("\\r")
      case UInt8(ascii: "\\"): write("\\\\")
      default: write(byte: text[index])
      }
    }
  }
}
