import LogFormats
import Retention

/// Everything that retained records are weighed in, and what it is compressed with.
enum VolumeEncodings {
  /// Every encoding: dialects in the order of `natlens formats`, tables, flow exports, compact.
  static func all() throws -> [any RecordEncoding] {
    let dialects = try LogDialects.all.map { dialect in
      try LoggedEncoding(
        dialect.id, title: dialect.title,
        family: dialect.id == NatlensEvent().id ? .table : .text, isReadOnly: dialect.isReadOnly)
    }
    let tables = try [("csv", "Comma-separated values"), ("tsv", "Tab-separated values")].map {
      try LoggedEncoding($0.0, title: $0.1, family: .table)
    }
    let exports = try [
      ("ipfix", "IPFIX, records of RFC 8158"), ("netflow9", "NetFlow version 9"),
    ].map { try LoggedEncoding($0.0, title: $0.1, family: .export) }
    return dialects + tables + exports + [CompactEncoding()]
  }

  /// gzip and Zstandard at the levels that their own tools take by default.
  static let compressors = [
    Compressor(name: "gzip -6") { CompressedSize(.gzip, level: 6) },
    Compressor(name: "zstd -3") { CompressedSize(.zstd, level: 3) },
  ]
}

extension CompressedSize: CompressedBytes {}
