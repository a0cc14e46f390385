import Exposure
import Retention

/// The volumes that the literature derives from assumed sizes, beside those of the bytes written here.
///
/// The rates are those reported by operators and measurement: 200 (a New Zealand provider, NANOG
/// 2014), 5,600 and 11,200 (flows of a university network, as pairs and as single flows), 33,000 per
/// household (RFC 7422 section 1). The sizes are 150 bytes for one message of text (RFC 7422), and 26
/// octets for one IPFIX record of a NAT event (the template of FD.io VPP), 32 with a destination;
/// begin and end make two records.
struct LiteratureVolume: Sendable {
  /// Records per subscriber and day.
  static let rates = [200, 5600, 11_200, 33_000]
  /// Bytes of one message of text.
  static let message = 150.0
  /// Octets of begin and end in IPFIX, without a destination.
  static let export = 52.0
  /// The same with a destination.
  static let exportWithDestination = 64.0
  /// Octets of the fields of one record written here, for IPv4: time 8, event 1, inside address and
  /// port 6, shared address and port 6, protocol 1.
  static let fields = 22
  /// Octets that a destination adds to one record: address and port.
  static let destination = 6

  /// Sizes of one kind of record, as the literature has them and as they were written.
  struct Size: Sendable {
    let name: String
    /// Octets of the destination in one record.
    let destination: Int
    let literature: Double
    let here: Double
  }

  /// Bytes of one message of text: the least, the median and the most of the dialects.
  let messages: (least: Double, median: Double, most: Double)?
  /// Number of dialects that ``messages`` are of.
  let dialects: Int
  /// Octets of begin and end in IPFIX, without a destination and with one.
  let exports: [Size]

  /// What was measured in findings; sizes that no regime of them has are left out.
  init(_ findings: VolumeFindings) {
    func weights(_ regime: String) -> [EncodedVolume] {
      findings.logs.first { $0.regime.id == regime }?.volume.encodings ?? []
    }
    let richest = ["connection", "binding"].lazy.map(weights).first { !$0.isEmpty } ?? []
    let sizes = richest.filter { $0.family == .text }
      .compactMap { $0.weight?.bytesPerEntry }.sorted()
    if let least = sizes.first, let most = sizes.last {
      let middle = sizes.count / 2
      messages = (
        least, sizes.count % 2 == 1 ? sizes[middle] : (sizes[middle - 1] + sizes[middle]) / 2,
        most
      )
    } else {
      messages = nil
    }
    dialects = sizes.count
    exports = [
      ("binding", "without destination", 0, LiteratureVolume.export),
      (
        "connection", "with destination", LiteratureVolume.destination,
        LiteratureVolume.exportWithDestination
      ),
    ].compactMap { regime, name, destination, literature in
      weights(regime).first { $0.encoding == "ipfix" && $0.form == .pair }?.weight.map {
        Size(name: name, destination: destination, literature: literature, here: $0.bytesPerRecord)
      }
    }
  }

  /// By how much a destination makes the export longer: in the literature, and here.
  var growth: (literature: Double, here: Double)? {
    guard exports.count == 2 else { return nil }
    return (
      exports[1].literature / exports[0].literature - 1, exports[1].here / exports[0].here - 1
    )
  }

  /// Why the sizes differ, one sentence each.
  var differences: [String] {
    var sentences: [String] = []
    if let messages {
      let share = ByteText.digits(messages.median / LiteratureVolume.message)
      sentences.append(
        "A message of text has \(ByteText.digits(messages.least)) to "
          + "\(ByteText.digits(messages.most)) bytes in the \(dialects) formats that can say it, "
          + "\(ByteText.digits(messages.median)) in the median: \(share) of the 150 of RFC 7422. "
          + "One message for each connection is counted, as there; a log of begin and end has two.")
    }
    for size in exports {
      let octets = LiteratureVolume.fields + size.destination
      sentences.append(
        "IPFIX \(size.name): 2 records of \(octets) octets, where the literature's also hold 4 for "
          + "a VRF; \(ByteText.digits(max(0, size.here - 2 * Double(octets)))) octets are headers "
          + "of messages and sets, and templates.")
    }
    if let growth {
      sentences.append(
        "A destination makes the export \(NumberText.percent(growth.here)) longer, "
          + "\(NumberText.percent(growth.literature)) in the literature: volume barely tells "
          + "bindings from connections; what they reveal does.")
    }
    return sentences
  }
}
