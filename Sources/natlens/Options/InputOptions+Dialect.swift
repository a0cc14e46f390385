import LogFormats

import struct Foundation.Data
import class Foundation.FileManager

/// The dialects that the user named or described.
extension InputOptions {
  /// The dialect to read every text input in, or `nil` to recognise it.
  /// - Throws: ``CommandFailure`` for a format that is not known.
  func dialect() throws -> (any LogDialect)? {
    guard let format else { return nil }
    guard let known = LogDialects.dialect(format) else {
      throw CommandFailure(
        .usage, seen: "--format \(format): no such format",
        remedy: "The formats are \(LogDialects.all.map(\.id).joined(separator: ", ")).")
    }
    return known
  }

  /// The dialects that the user described, for the inputs that fit them.
  /// - Throws: ``CommandFailure`` for a description that is none.
  func described() throws -> [any LogDialect] {
    var dialects: [any LogDialect] = []
    if let logFormat {
      guard let pattern = LinePattern(parsing: logFormat) else {
        throw CommandFailure(
          .usage, seen: "--log-format: not a format string that can be read",
          remedy: "It needs the client's address, and text between any two variables.")
      }
      dialects.append(pattern)
    }
    if let columns { dialects.append(try table(columns)) }
    return dialects
  }

  private func table(_ argument: String) throws -> ColumnTable {
    var text = argument
    if !argument.contains("=") {
      guard let data = FileManager.default.contents(atPath: argument) else {
        throw CommandFailure(
          .noInput, seen: "--columns \(argument): neither pairs field=column nor a file of them")
      }
      text = String(decoding: data, as: UTF8.self)
    }
    do throws(ColumnMapping.Problem) {
      return ColumnTable(try ColumnMapping(parsing: text))
    } catch {
      throw CommandFailure(.usage, seen: "--columns \(error)")
    }
  }
}
