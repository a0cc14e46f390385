package import NATModel

extension CaptureReader {
  /// Captures on an interface, and reads what comes like any other capture.
  ///
  /// Goes on until `isWanted` is false, which is asked at least ten times a second, or a limit of the
  /// options is reached. Throws ``CaptureError`` if capturing is impossible or not permitted.
  package func capture<Sink: EventSink>(
    _ live: LiveOptions, texts: inout TextTable, into sink: inout Sink,
    isWanted: @escaping () -> Bool = { true }
  ) throws -> (result: CaptureResult, counts: LiveCounts) {
    var capture = try LiveCapture(live, isWanted: isWanted)
    let result = try read(&capture, file: 0, texts: &texts, into: &sink)
    return (result, capture.counts)
  }
}
