package import NATModel

import struct Foundation.Data
import class Foundation.JSONDecoder

/// A NAT's configuration as JSON, schema `natlens.nat/1`.
///
/// ```json
/// {"schema":"natlens.nat/1","behavior":"deterministic","outside":["203.0.113.1"],
///  "ranges":[{"inside":["100.64.0.2"],"outside":"203.0.113.1","first":2048,"last":4095}]}
/// ```
///
/// `behavior` is one of ``NATBehavior``; `outside` lists the shared addresses; `ranges` (may be
/// absent) lists fixed port ranges, `first` and `last` included, for one or more inside addresses.
/// Unknown members are ignored.
package enum NATConfigurationFile {
  /// Why a configuration cannot be used.
  package enum Failure: Error, Hashable, Sendable {
    /// Not JSON of this schema; the text says what the decoder saw.
    case malformed(String)
    /// An address that cannot be read.
    case malformedAddress(String)
    /// A range whose last port lies before its first.
    case emptyRange(first: UInt16, last: UInt16)
    /// Two ranges of one outside address share a port.
    case overlappingRanges(first: UInt16, last: UInt16)
  }

  private struct Document: Decodable {
    struct Range: Decodable {
      var inside: [String]
      var outside: String
      var first: UInt16
      var last: UInt16
    }

    var schema: String
    var behavior: String
    var outside: [String]
    var ranges: [Range]?
  }

  /// The schema tag that such a file carries.
  package static let schema = "natlens.nat/1"

  /// The configuration in the bytes of a file.
  /// - Throws: ``Failure``.
  package static func decode(_ bytes: [UInt8]) throws(Failure) -> NATConfiguration {
    let document: Document
    do {
      document = try JSONDecoder().decode(Document.self, from: Data(bytes))
    } catch {
      throw .malformed("\(error)")
    }
    guard document.schema == schema, let behavior = NATBehavior(rawValue: document.behavior) else {
      throw .malformed("schema \(document.schema), behavior \(document.behavior)")
    }
    var ranges: [NATConfiguration.Range] = []
    for range in document.ranges ?? [] {
      guard range.first <= range.last else {
        throw .emptyRange(first: range.first, last: range.last)
      }
      var inside: [IPAddress] = []
      for text in range.inside { inside.append(try address(text)) }
      ranges.append(
        NATConfiguration.Range(
          inside: inside, outside: try address(range.outside), ports: range.first...range.last))
    }
    let ordered = ranges.sorted {
      ($0.outside, $0.ports.lowerBound) < ($1.outside, $1.ports.lowerBound)
    }
    for (left, right) in zip(ordered, ordered.dropFirst())
    where left.outside == right.outside && left.ports.overlaps(right.ports) {
      throw .overlappingRanges(first: right.ports.lowerBound, last: left.ports.upperBound)
    }
    var outside: [IPAddress] = []
    for text in document.outside { outside.append(try address(text)) }
    return NATConfiguration(behavior: behavior, outside: outside, ranges: ordered)
  }

  /// The bytes of a file that ``decode(_:)`` reads as this configuration: the schema first, a range
  /// a line.
  package static func encode(_ configuration: NATConfiguration) -> [UInt8] {
    func list(_ addresses: [IPAddress]) -> String {
      addresses.map { "\"\($0)\"" }.joined(separator: ",")
    }
    let ranges = configuration.ranges.map { range in
      "\n  {\"inside\":[\(list(range.inside))],\"outside\":\"\(range.outside)\","
        + "\"first\":\(range.ports.lowerBound),\"last\":\(range.ports.upperBound)}"
    }
    let text =
      "{\"schema\":\"\(schema)\",\"behavior\":\"\(configuration.behavior.rawValue)\",\n"
      + " \"outside\":[\(list(configuration.outside))],\n"
      + " \"ranges\":[\(ranges.joined(separator: ","))]}\n"
    return Array(text.utf8)
  }

  private static func address(_ text: String) throws(Failure) -> IPAddress {
    guard let address = IPAddress(text) else { throw .malformedAddress(text) }
    return address
  }
}
