import LogFormats
import NATModel

/// Writes events to standard output, in the form that `convert --to` names.
///
/// With more than one thread, events become text on all of them but the one that reads. The messages
/// of flow exports depend on those before them, and are written by that one.
final class EventOutput {
  /// Events that the form has no record for.
  var unwritten: Int { (ring?.unwritten ?? 0) + unwrittenHere }

  private var writer: EventWriter
  private let ring: RenderingRing?
  private var output = TextOutput()
  private var hasBegun = false
  private var unwrittenHere = 0

  /// An output that has written nothing.
  init(_ writer: EventWriter, threads: Int) {
    self.writer = writer
    ring =
      if threads > 1, let renderer = writer.renderer {
        RenderingRing(threads: threads - 1, render: renderer) { Terminal.output($0) }
      } else {
        nil
      }
  }

  /// Writes a batch; returns false if the reader has gone.
  func write(_ batch: EventBatch, texts: TextTable) -> Bool {
    output.removeAll()
    if !hasBegun {
      writer.writeHeader(to: &output)
      hasBegun = true
    }
    if let ring { return Terminal.output(output) && ring.render(batch, texts: texts) }
    unwrittenHere += writer.write(batch, texts: texts, to: &output)
    return Terminal.output(output)
  }

  /// Writes what is left.
  func finish() {
    ring?.finish()
    output.removeAll()
    writer.finish(to: &output)
    Terminal.output(output)
  }
}
