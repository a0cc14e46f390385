/// What a caller decides about reading flow exports; fixed before reading begins.
package struct FlowExportOptions: Sendable, Equatable {
  /// The numbering of natEvent for every exporter, or `nil` to tell it from their records.
  package var numbering: NATEventNumbering?
  /// Seconds after which a template of a UDP exporter that was not repeated is forgotten.
  ///
  /// RFC 7011 section 8.4 wants more than three times the exporter's refresh; the longest default
  /// known is 30 minutes (Cisco ASA).
  package var templateLifetime: UInt32 = 2 * 3600
  /// Transport sessions with their observation domains kept at once, at least 1.
  package var maximumExporters = 4096
  /// Templates of one exporter kept at once, at least 1.
  package var maximumTemplates = 2048
  /// Fields of all templates of one exporter together.
  package var maximumFields = 1 << 17
  /// Octets of data sets held for templates that have not come yet, all exporters together.
  package var maximumHeldBytes = 8 << 20
  /// Ports of scattered blocks written out one by one for one message.
  package var maximumScatteredPorts = 4096

  /// The defaults.
  package init() {}
}
