import Correlation
import NATModel

/// Weighs retained logs: counts all their records, and writes them, or a sample, in every encoding.
///
/// Bytes are handed to the compressors as they come and thrown away, so memory does not grow with
/// the log. The result does not depend on the number of threads.
package struct VolumeSurvey: Sendable {
  /// Stretches of successive records that a sample is made of.
  private static let stretches = 16
  /// Bytes that are collected before they are handed on.
  private static let pieceSize = 1 << 16

  /// Every encoding, in the order of tables.
  package let encodings: [any RecordEncoding]
  /// Every compression, in the order of tables.
  package let compressors: [Compressor]
  /// Most records that are written; `nil` for all.
  ///
  /// A sample is made of ``stretches`` stretches of successive records, evenly spread over the log,
  /// so that the neighbours that a compressor sees are those of the log.
  package let sample: Int?
  /// True if encodings are written on all cores.
  package let isParallel: Bool

  /// A survey from its parts.
  package init(
    encodings: [any RecordEncoding], compressors: [Compressor], sample: Int?, isParallel: Bool
  ) {
    self.encodings = encodings
    self.compressors = compressors
    self.sample = sample
    self.isParallel = isParallel
  }

  /// The volume of one log.
  /// - Complexity: O(n log m) for n records, m of them held at one time, and for each encoding
  ///   linear in what is written.
  package func volume(of log: RetainedLog) -> RegimeVolume {
    let (timed, peaks) = count(log)
    let positions = VolumeSurvey.positions(of: log.count, sample: sample)
    // What states no time is kept, not logged.
    let encodings = timed == 0 ? [] : encodings
    let volumes =
      isParallel
      ? Parallel.map(encodings.count) { volume(of: log, in: encodings[$0], positions) }
      : encodings.map { volume(of: log, in: $0, positions) }
    return RegimeVolume(
      regime: log.regime, availability: log.availability, provenance: log.provenance,
      kind: log.kind, note: log.note, timed: timed, standing: log.count - timed,
      standingBytes: timed == log.count ? 0 : standingBytes(log),
      subscribers: log.subscribers.count,
      coverage: log.coverage,
      sampled: positions.reduce(0) { sum, range in
        sum + range.count { log[$0].span != nil }
      }, peaks: peaks, encodings: volumes.flatMap { $0 })
  }

  /// The records that state a time, and the busiest minute in each form.
  private func count(_ log: RetainedLog) -> (timed: Int, peaks: [RegimeVolume.Peak]) {
    var (pairs, wholes, openings) = (BusiestMinute(), BusiestMinute(), BusiestMinute())
    var waiting = EndQueue()
    var timed = 0
    func end(_ record: EndQueue.Waiting) {
      pairs.count(Timestamp(nanoseconds: record.end))
      wholes.count(Timestamp(nanoseconds: record.end))
    }
    // In the order of ``LogEntries``, but without making the entries.
    log.forEachOutline { position, outline in
      guard let span = outline.span else { return }
      timed += 1
      while let first = waiting.first, first.end <= span.start.nanoseconds {
        _ = waiting.removeFirst()
        end(first)
      }
      if span.end != .distantFuture {
        waiting.add(EndQueue.Waiting(end: span.end.nanoseconds, position: position))
      }
      guard span.start != .distantPast else { return }
      pairs.count(span.start)
      openings.count(span.start)
    }
    while let last = waiting.removeFirst() { end(last) }
    let peaks = [pairs.peak(.pair), wholes.peak(.whole), openings.peak(.opening)]
    return (timed, peaks.compactMap { $0 })
  }

  /// The stretches of a log of so many records that are written; all without a sample.
  static func positions(of count: Int, sample: Int?) -> [Range<Int>] {
    guard count > 0 else { return [] }
    guard let sample, count > sample else { return [0..<count] }
    let length = max(1, sample / VolumeSurvey.stretches)
    let number = max(1, sample / length)
    return (0..<number).map { stretch in
      let start = (count - length) * stretch / max(1, number - 1)
      return start..<start + length
    }
  }

  /// One volume for each form that an encoding can write records in, or one that says why none.
  private func volume(
    of log: RetainedLog, in encoding: any RecordEncoding, _ positions: [Range<Int>]
  ) -> [EncodedVolume] {
    func volume(_ form: RecordForm?, _ outcome: EncodedVolume.Outcome) -> EncodedVolume {
      EncodedVolume(
        encoding: encoding.id, title: encoding.title, family: encoding.family, form: form,
        outcome: outcome)
    }
    var volumes: [EncodedVolume] = []
    var nearest: EncodingTrial.Obstacle?
    for form in RecordForm.allCases where form != .opening || volumes.isEmpty {
      let (weight, obstacle) = weigh(log, in: encoding, form, positions)
      if let weight {
        volumes.append(volume(form, .weighed(weight)))
      } else if let obstacle, obstacle.kind.rawValue > nearest?.kind.rawValue ?? -1 {
        nearest = obstacle
      }
    }
    guard volumes.isEmpty else { return volumes }
    return [
      volume(
        nil,
        .cannotExpress(
          nearest?.words ?? "has nothing to write: no record of the sample states a time"))
    ]
  }

  /// Writes the sample; `nil` and a reason if no record of it can be expressed.
  private func weigh(
    _ log: RetainedLog, in encoding: any RecordEncoding, _ form: RecordForm,
    _ positions: [Range<Int>]
  ) -> (EncodedVolume.Weight?, EncodingTrial.Obstacle?) {
    var encoding = encoding
    let trial = EncodingTrial(encoding: encoding, form: form)
    var builder = EntryBuilder(log)
    let streams = compressors.map { $0.open() }
    var weight = EncodedVolume.Weight(
      records: 0, unexpressed: 0, entries: 0, bytes: 0, compressed: [])
    var obstacle: EncodingTrial.Obstacle?
    var hasBegun = false
    func handOn() {
      let piece = encoding.take()
      weight.bytes += piece.count
      for stream in streams { stream?.add(piece) }
    }
    var entries = LogEntries(log, form: form, positions: positions)
    while let entry = entries.next() {
      let position = Int(entry.event.session) - 1
      let all = whole(entry, at: max(0, position), form, &builder)
      let isFirst = entry.moment != .ended
      guard trial.expresses(all) else {
        if trial.dropsDestination(all) { return (nil, trial.reason(all, of: log.kind)) }
        if isFirst { weight.unexpressed += 1 }
        if obstacle == nil { obstacle = trial.reason(all, of: log.kind) }
        continue
      }
      if !hasBegun {
        encoding.begin()
        hasBegun = true
      }
      guard encoding.write(entry, texts: entries.texts) else { continue }
      weight.entries += 1
      if isFirst { weight.records += 1 }
      if encoding.waiting >= VolumeSurvey.pieceSize { handOn() }
    }
    guard weight.records > 0 else { return (nil, obstacle) }
    encoding.finish()
    handOn()
    weight.compressed = streams.map { $0?.finish() }
    return (weight, nil)
  }

  /// All entries that the record of an entry gives in a form.
  private func whole(
    _ entry: RetainedEntry, at position: Int, _ form: RecordForm, _ builder: inout EntryBuilder
  ) -> [RetainedEntry] {
    guard form == .pair else { return [entry] }
    let other: RetainedEntry.Moment = entry.moment == .began ? .ended : .began
    let counterpart = builder.entry(entry.record, at: position, other)
    return entry.moment == .began ? [entry, counterpart] : [counterpart, entry]
  }

  private func standingBytes(_ log: RetainedLog) -> Int {
    var encoding = CompactEncoding()
    var builder = EntryBuilder(log)
    var bytes = 0
    for position in 0..<log.count {
      let record = log[position]
      guard record.span == nil else { continue }
      _ = encoding.write(
        builder.entry(record, at: position, .standing), texts: builder.texts)
      bytes += encoding.take().count
    }
    return bytes
  }
}
