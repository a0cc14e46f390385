import struct Foundation.Data
import class Foundation.JSONEncoder

/// Writes values as JSON: keys sorted, one document a line or indented, bytes the same on every run.
enum JSONOutput {
  /// Prints one document, indented.
  static func document(_ value: some Encodable) throws {
    Terminal.output(try encode(value, pretty: true) + [0x0a])
  }

  /// The bytes of one value.
  static func encode(_ value: some Encodable, pretty: Bool) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
    return Array(try encoder.encode(value))
  }
}
