import NATModel

/// How the lines of one input are parsed; decided before its first line is, and the same for every
/// block.
package struct ParsingPlan: Sendable {
  /// The dialect of the input, tried first on every line.
  let dialect: any LogDialect
  /// Dialects that lines of other hosts may be in; see ``HostRoutes``.
  let others: [any LogDialect]
  /// What a line longer than this becomes: one `lineTooLong`.
  let lineLimit: Int
  /// False if events are counted and not delivered.
  let keepsEvents: Bool
  /// True if rejected records are kept whole.
  let keepsRejects: Bool

  /// A plan from its parts; `isMixed` allows other dialects beside the main one.
  init(
    _ dialect: any LogDialect, isMixed: Bool, lineLimit: Int, keepsEvents: Bool, keepsRejects: Bool
  ) {
    self.dialect = dialect
    self.lineLimit = lineLimit
    self.keepsEvents = keepsEvents
    self.keepsRejects = keepsRejects
    let mayMix = isMixed && !dialect.linesHangTogether
    others = mayMix ? LogDialects.all.filter { ParsingPlan.mayStand($0, beside: dialect) } : []
  }

  /// True if lines of a dialect may be read out of an input of another.
  ///
  /// What servers saw is not: logins and web requests on a NAT's own machine are nobody's evidence.
  private static func mayStand(_ other: any LogDialect, beside main: any LogDialect) -> Bool {
    other.id != main.id && !other.linesHangTogether
      && (other.kinds != [.request] || main.kinds == [.request])
  }
}
