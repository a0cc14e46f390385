import LogFormats
import NATModel

/// Writes events in the form that `convert --to` names.
struct EventWriter {
  private enum Form {
    case dialect(any LogDialect)
    case table(TableWriter)
    case flowExport(FlowExportWriter)
  }

  private var form: Form

  /// A writer for a target; `nil` for `none`.
  ///
  /// `files` names the inputs in their order.
  /// - Throws: ``CommandFailure`` for a target that is not known.
  init?(target: String, files: [String]) throws {
    switch target {
    case "none": return nil
    case "csv": form = .table(TableWriter(.csv, files: files))
    case "tsv": form = .table(TableWriter(.tsv, files: files))
    case "ndjson", "natlens-event": form = .dialect(NatlensEvent(files: files))
    default:
      if let format = FlowExportWriter.Format(rawValue: target) {
        form = .flowExport(FlowExportWriter(format))
        return
      }
      guard let dialect = LogDialects.dialect(target) else {
        let exports = FlowExportWriter.Format.allCases.map(\.rawValue)
        throw CommandFailure(
          .usage, seen: "--to \(target): no such format",
          remedy: "It is ndjson, csv, tsv, none, or one of "
            + (exports + LogDialects.all.map(\.id)).joined(separator: ", ") + ".")
      }
      form = .dialect(dialect)
    }
  }

  /// What the name of a file in this form ends in, with the point.
  var suffix: String {
    switch form {
    case .dialect(let dialect): dialect.id == NatlensEvent().id ? ".ndjson" : ".log"
    case .table(let table): "." + table.style.rawValue
    case .flowExport(let writer): "." + writer.format.rawValue
    }
  }

  /// True if the target has a record with a time for such an event.
  func canWrite(_ event: Event) -> Bool {
    switch form {
    case .dialect(let dialect): dialect.fields(writing: event)?.contains(.time) == true
    case .table: true
    case .flowExport(let writer): writer.fields(writing: event) != nil
    }
  }

  /// The fields that the target's record carries of such an event, or `nil` if it has none for it.
  func fields(writing event: Event) -> EventFields? {
    switch form {
    case .dialect(let dialect): dialect.fields(writing: event)
    case .table: event.fields
    case .flowExport(let writer): writer.fields(writing: event)
    }
  }

  /// Writes what stands before the first event.
  func writeHeader(to output: inout TextOutput) {
    if case .table(let table) = form { table.writeHeader(to: &output) }
  }

  /// Writes one event; false if the target has no record for it.
  mutating func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    switch form {
    case .dialect(let dialect): return dialect.write(event, texts: texts, to: &output)
    case .table(let table):
      table.write(event, texts: texts, to: &output)
      return true
    case .flowExport(var writer):
      // Taken out while it writes, so that its buffers are not copied.
      form = .table(TableWriter(.csv))
      defer { form = .flowExport(writer) }
      return writer.write(event, texts: texts, to: &output)
    }
  }

  /// Writes a batch; returns the number of events that the target has no record for.
  mutating func write(_ batch: EventBatch, texts: TextTable, to output: inout TextOutput) -> Int {
    if let renderer { return renderer(batch, texts, &output) }
    var unwritten = 0
    for event in batch.events where !write(event, texts: texts, to: &output) { unwritten += 1 }
    return unwritten
  }

  /// What makes text of whole batches on any thread, if no event's text depends on those before it.
  var renderer: RenderingRing.Render? {
    switch form {
    case .dialect(let dialect):
      { batch, texts, output in
        var unwritten = 0
        let events = batch.events.span
        for index in events.indices
        where !dialect.write(events[index], texts: texts, to: &output) {
          unwritten += 1
        }
        return unwritten
      }
    case .table(let table):
      { batch, texts, output in
        let events = batch.events.span
        for index in events.indices { table.write(events[index], texts: texts, to: &output) }
        return 0
      }
    case .flowExport: nil
    }
  }

  /// Writes what stands after the last event.
  mutating func finish(to output: inout TextOutput) {
    guard case .flowExport(var writer) = form else { return }
    writer.finish(to: &output)
    form = .flowExport(writer)
  }
}
