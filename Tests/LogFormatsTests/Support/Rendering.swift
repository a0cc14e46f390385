import Foundation
import LogFormats
import NATModel

/// The events of a result as `natlens.event/1`, one text each: every field at once.
func rendered(_ result: LineResult) -> [String] {
  result.events.map { event in
    var event = event
    event.location = SourceLocation(file: 0, record: 0)
    var output = TextOutput()
    _ = NatlensEvent().write(event, texts: result.texts, to: &output)
    return String(decoding: output.bytes.dropLast(), as: UTF8.self)
      .replacingOccurrences(of: "\"", with: "'")
  }
}
