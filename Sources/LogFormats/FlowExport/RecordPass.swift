import NATModel

/// One pass over the data records of a set: what they make, and what is counted of them.
///
/// What changes with every record is taken out of the decoder and the exporter and put back behind
/// the last record. Each touch of a class's state is checked for exclusive access, which would cost
/// as much as the decoding itself.
struct RecordPass: ~Copyable {
  let builder: EventBuilder
  let place: MessagePlace
  private let file: UInt32
  private let chosen: NATEventNumbering?
  private let slots: SlotSet
  /// Events so far, those of earlier sets among them; swapped in and out, so that nobody else holds
  /// them while they grow.
  var events: [Event] = []
  /// Data records read by the decoder so far.
  private(set) var records: UInt64
  /// Records of this set that are no event.
  private(set) var skipped: UInt64 = 0
  private var tally: RecordTally
  /// Ports of scattered blocks that the message may still be written out as.
  private(set) var scatteredLeft: Int

  /// Takes over what is counted of the exporter.
  init(
    _ builder: EventBuilder, _ place: MessagePlace, file: UInt32, numbering: NATEventNumbering?,
    records: UInt64, scatteredLeft: Int
  ) {
    self.builder = builder
    self.place = place
    self.file = file
    chosen = numbering
    slots = builder.template.slots
    self.records = records
    self.scatteredLeft = scatteredLeft
    tally = .taken
    swap(&tally, &builder.exporter.tally)
  }

  /// Gives back to the exporter what was taken over; nothing is taken after that.
  mutating func end() { swap(&tally, &builder.exporter.tally) }

  /// Turns the values of the next record into events and counts; why it is rejected, or `nil`.
  mutating func take(
    _ values: borrowing RecordValues, _ bytes: Span<UInt8>, _ texts: inout TextTable
  ) -> RejectReason? {
    records &+= 1
    var classifier = EventClassifier(slots: slots, numbering: .registry)
    if slots.contains(.natEvent) {
      classifier.vote(values, for: &tally.numberingVotes)
      classifier.numbering = chosen ?? tally.numbering
    }
    tally.note(values, slots)
    switch classifier.judge(values) {
    case .notice(let notice):
      tally.notices[notice, default: 0] += 1
      skipped &+= 1
    case .skip: skipped &+= 1
    case .reject(let reason): return reason
    case .event(let kind, let roles):
      var event = Event(kind)
      event.location = SourceLocation(file: file, record: place.packet ?? records)
      builder.fill(&event, kind, roles, values, bytes, &texts)
      if builder.setTimes(&event, kind, values) {
        tally.delay.note(builder.clock.exported &- event.time.nanoseconds)
      } else {
        tally.timesOfExport &+= 1
      }
      if kind.isBlock {
        do throws(RangeFault) {
          try addBlock(&event, values)
        } catch {
          return error.reason
        }
      } else {
        events.append(event)
      }
      tally.note(kind)
    }
    return nil
  }

  // MARK: - Port blocks

  private struct RangeFault: Error {
    var reason: RejectReason
  }

  /// Adds the event of a block, or one for each port of a block whose ports are scattered.
  ///
  /// portRangeEnd counts where it is; else the last port follows from step and number (RFC 8158
  /// section 5.4.9).
  private mutating func addBlock(
    _ event: inout Event, _ values: borrowing RecordValues
  ) throws(RangeFault) {
    guard event.fields.isSuperset(of: [.inside, .outside]) else {
      throw RangeFault(reason: .missingField)
    }
    event.fields.formUnion([.outsidePort, .outsidePortLast])
    let first = values[.rangeFirst]
    guard first <= 65535 else { throw RangeFault(reason: .portOutOfRange) }
    event.outsidePort = UInt16(first)
    let count = slots.contains(.rangeCount) ? values[.rangeCount] : 0
    let step = slots.contains(.rangeStep) && values[.rangeStep] > 0 ? values[.rangeStep] : 1
    if step > 1, count > 1 {
      guard count <= 65536, step <= 65535, first + (count - 1) * step <= 65535 else {
        throw RangeFault(reason: .portOutOfRange)
      }
      guard Int(count) <= scatteredLeft else { throw RangeFault(reason: .malformedRecord) }
      scatteredLeft -= Int(count)
      for index in 0..<count {
        event.outsidePort = UInt16(first + index * step)
        event.outsidePortLast = event.outsidePort
        events.append(event)
      }
      return
    }
    let last: UInt64
    if slots.contains(.rangeLast), values[.rangeLast] != 0 {
      last = values[.rangeLast]
    } else if count > 0 {
      guard count <= 65536 else { throw RangeFault(reason: .portOutOfRange) }
      last = first + count - 1
    } else {
      throw RangeFault(reason: .missingField)
    }
    guard first <= last, last <= 65535 else { throw RangeFault(reason: .portOutOfRange) }
    event.outsidePortLast = UInt16(last)
    events.append(event)
  }
}
