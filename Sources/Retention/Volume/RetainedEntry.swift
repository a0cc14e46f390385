package import NATModel

/// One entry of a log: a retained record at the moment at which it is written down.
package struct RetainedEntry: Sendable {
  /// Which of its moments is written down.
  package enum Moment: String, Sendable {
    /// It begins.
    case began
    /// It ends.
    case ended
    /// It has ended, and one entry says all of it.
    case whole
    /// It holds for ever: it is kept, not logged.
    case standing
  }

  /// Which moment.
  package let moment: Moment
  /// The record.
  package let record: RetainedRecord
  /// What a log's grammar can say of it; kind and fields follow from the moment.
  package let event: Event
}

/// Makes entries out of the records of one log.
///
/// An event states what the record keeps and nothing else, but for two things that real logs always
/// have and no regime speaks of: the name of the device that writes, and the number it gives to the
/// session, here the record's place in the log, counted from 1. Subscribers are named by
/// assignments only: a NAT knows its inside addresses.
struct EntryBuilder {
  /// The name of the device.
  static let device = "cgn-1"

  /// Texts of the log, and what was added to them.
  private(set) var texts: TextTable
  private let log: RetainedLog
  private let exporter: TextID

  /// A builder for one log.
  init(_ log: RetainedLog) {
    self.log = log
    var texts = log.texts
    exporter = texts.intern(EntryBuilder.device)
    self.texts = texts
  }

  /// The entry of the record at a position.
  mutating func entry(
    _ record: RetainedRecord, at position: Int, _ moment: RetainedEntry.Moment
  ) -> RetainedEntry {
    RetainedEntry(
      moment: moment, record: record, event: event(record, at: position, moment))
  }

  private mutating func event(
    _ record: RetainedRecord, at position: Int, _ moment: RetainedEntry.Moment
  ) -> Event {
    var event = Event(kind(moment))
    event.exporter = exporter
    if let span = record.span {
      event.fields = .time
      event.time = moment == .began ? span.start : span.end
      if moment != .began {
        event.fields.insert(.start)
        event.start = span.start
      }
    }
    if let inside = record.inside {
      event.fields.insert(.inside)
      event.inside = inside
    }
    if let port = record.insidePort {
      event.fields.insert(.insidePort)
      event.insidePort = port
    }
    if let outside = record.outside {
      event.fields.insert(.outside)
      event.outside = outside
    }
    if let ports = record.ports {
      event.fields.insert(.outsidePort)
      event.outsidePort = ports.lowerBound
      if log.kind == .block {
        event.fields.insert(.outsidePortLast)
        event.outsidePortLast = ports.upperBound
      }
    }
    if let proto = record.proto {
      event.fields.insert(.proto)
      event.proto = proto
    }
    if log.kind == .session {
      event.fields.insert(.session)
      event.session = UInt64(position) + 1
    }
    addDestination(record, to: &event)
    if log.kind == .assignment {
      event.fields.insert(.subscriber)
      event.subscriber = texts.intern(log.identity(of: record.subscriber))
    }
    return event
  }

  private func addDestination(_ record: RetainedRecord, to event: inout Event) {
    guard let destination = record.destination else {
      if log.kind != .assignment { event.fields.insert(.binding) }
      return
    }
    event.fields.insert(.destination)
    event.destination = destination
    if let port = record.destinationPort {
      event.fields.insert(.destinationPort)
      event.destinationPort = port
    }
    if let host = record.host {
      event.fields.insert(.host)
      event.host = host
    }
  }

  private func kind(_ moment: RetainedEntry.Moment) -> EventKind {
    switch (log.kind, moment) {
    case (.session, .began): .sessionOpen
    case (.session, .ended): .sessionClose
    case (.session, _): .session
    case (.block, .ended), (.block, .whole): .blockRelease
    case (.block, _): .blockAllocate
    case (.assignment, .ended), (.assignment, .whole): .assignmentStop
    case (.assignment, _): .assignmentStart
    }
  }
}
