import NATModel
import Testing

@testable import LogFormats

/// Messages made to break decoders: no trap, no hang, bounded memory, every fault counted.
struct HostileMessageTests {
  private typealias Build = ExportBuilder

  /// Messages with every kind of set, for both versions.
  static let samples: [[UInt8]] = {
    let texts = [(371, 65535), (323, 8), (230, 1), (8, 4), (225, 4), (7, 2), (227, 2)]
    let user =
      [3] + Array("ann".utf8) + Build.nowMilliseconds + [4] + Build.address("100.64.0.1")
      + Build.address("203.0.113.1") + Build.uint16(1) + Build.uint16(2)
    let ipfix = Build.ipfix([
      Build.set(2, Build.template(256, Build.sessionFields) + Build.template(257, texts)),
      Build.set(3, Build.optionsTemplate(258, scopes: 1, [(234, 4), (236, 8)])),
      Build.set(256, Build.session(4) + Build.session(5) + [0, 0]),
      Build.set(257, user + user), Build.set(258, Build.uint32(5) + Array("bluebird".utf8)),
      Build.set(400, [1, 2, 3, 4]),
    ])
    let nine = Build.netflow9([
      Build.set(0, Build.template(256, Build.sessionFields)),
      Build.set(
        1,
        Build.uint16(257) + Build.uint16(4) + Build.uint16(8) + Build.uint16(1) + Build.uint16(4)
          + Build.uint16(34) + Build.uint16(4) + Build.uint16(35) + Build.uint16(1)),
      Build.set(256, Build.session(4) + Build.session(5)),
      Build.set(257, Build.uint32(1) + Build.uint32(100) + [2]),
    ])
    let five =
      Build.uint16(5) + Build.uint16(2) + Build.uint32(1_000_000) + Build.uint32(Build.now)
      + Build.uint32(0) + Build.uint32(77) + [0, 1] + Build.uint16(0x4064)
      + [UInt8](repeating: 7, count: 96)
    return [ipfix, nine, five]
  }()

  @Test func samplesAreGood() {
    let runs = HostileMessageTests.samples.map { ExportRun([$0]) }
    #expect(runs.map(\.events.count) == [4, 2, 2])
    #expect(runs[0].rejects.counts == [.missingTemplate: 1])
    #expect(runs[1].rejects.total == 0 && runs[2].rejects.total == 0)
    #expect(runs[2].exporters[0].counts.samplingInterval == 100)
  }

  @Test func everyPrefix() {
    for sample in HostileMessageTests.samples {
      let whole = ExportRun([sample])
      for length in 0..<sample.count {
        let run = ExportRun([Array(sample[..<length])])
        #expect(run.events.count <= whole.events.count)
        for (cut, full) in zip(run.events, whole.events) {
          #expect(cut.inside == full.inside && cut.outside == full.outside)
        }
      }
    }
  }

  /// Each octet with each of its bits turned, and at both ends of its range.
  @Test func everyOctetChanged() {
    for sample in HostileMessageTests.samples {
      for index in sample.indices {
        for value in [0, 255, sample[index] ^ 1, sample[index] ^ 0x80, sample[index] &+ 1] {
          var copy = sample
          copy[index] = value
          let run = ExportRun([copy, sample])
          #expect(run.events.count <= 2 * 64)
        }
      }
    }
  }

  /// Seeded mutations of good messages: octets changed, cut, doubled and joined.
  ///
  /// A release build does many more of them in `bench/fuzz-flows`.
  @Test func seededMutations() {
    var random = SeededGenerator(seed: 20_260_807)
    for _ in 0..<1500 {
      let messages = (0..<3).map { _ in
        MutatedMessage.make(HostileMessageTests.samples, &random)
      }
      let run = ExportRun(messages)
      let octets = messages.reduce(0) { $0 + $1.count }
      #expect(run.records <= UInt64(octets))
      #expect(run.events.count <= octets + FlowExportOptions().maximumScatteredPorts * 3)
    }
  }

  @Test func setsThatClaimTooMuch() {
    let template = Build.set(2, Build.template(256, Build.sessionFields))
    for length in [0, 1, 3, 65535] {
      let run = ExportRun([
        Build.ipfix([template, Build.set(256, Build.session(4), length: length)])
      ])
      #expect(run.events.isEmpty && run.rejects.counts == [.malformedRecord: 1])
    }
    let fields = ExportRun([Build.ipfix([Build.set(2, Build.template(256, [(8, 4)], count: 9999))])]
    )
    #expect(fields.rejects.counts == [.truncatedRecord: 1])
    let scopes = ExportRun([
      Build.ipfix([Build.set(3, Build.optionsTemplate(256, scopes: 9, [(8, 4)]))])
    ])
    #expect(scopes.rejects.counts == [.malformedRecord: 1])
    let octets = ExportRun([
      Build.netflow9([Build.set(1, Build.uint16(256) + Build.uint16(3) + Build.uint16(65535))])
    ])
    #expect(octets.rejects.counts == [.malformedRecord: 1])
  }

  @Test func otherVersionsAreCounted() {
    for version in [0, 1, 7, 8, 11, 65535] {
      let run = ExportRun([Build.uint16(version) + [UInt8](repeating: 0, count: 40)])
      #expect(run.rejects.counts == [.malformedRecord: 1])
    }
  }
}
