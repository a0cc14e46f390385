import LogFormats
import NATModel

/// Answering one question without reading everything.
extension Intake {
  /// Reads of a text log what a question needs: the lines that name its address, and the ends of the
  /// sessions they open.
  ///
  /// Ends that do not stand after their opening are looked for a second time.
  /// - Returns: `nil` if the log has to be read whole.
  func search<Sink: EventSink>(
    _ name: String, for question: Question, number: UInt32, into sink: inout Sink,
    texts: inout TextTable, progress: ProgressLine
  ) throws -> InputReport? {
    let reading = try readingOptions()
    var found = OpenSessions(sink, question: question)
    let report = try LogSearch(options: reading, needles: [question.needle]).read(
      InputSource.open(name), file: number, into: &found, texts: &texts,
      progress: { progress.update($0) }, following: \.followed)
    sink = found.sink
    guard let report, !found.opened.isEmpty, !found.endsNameAddress, !Interrupt.isRaised else {
      return report
    }
    var ends = EndsOnly(sink, of: found.opened)
    defer { sink = ends.sink }
    let needles = found.needles
    if needles.count <= OpenSessions<Sink>.mostFollowed {
      _ = try LogSearch(options: reading, needles: needles).read(
        InputSource.open(name), file: number, into: &ends, texts: &texts)
    } else {
      _ = try LogReader(options: reading).read(
        InputSource.open(name), file: number, into: &ends, texts: &texts)
    }
    return report
  }

  /// The dialect that the first bytes of an input are in, if that is plain.
  static func dialect(of head: [UInt8]) -> (any LogDialect)? {
    var sniffer = DialectSniffer()
    let lines = head.prefix(head.lastIndex(of: 0x0a) ?? head.count)
    for line in lines.split(separator: 0x0a) where !sniffer.isDone {
      let bytes = Array(line.last == 0x0d ? line.dropLast() : line)
      sniffer.look(at: LineCursor(bytes.span))
    }
    return try? sniffer.decide(name: "").dialect
  }
}
