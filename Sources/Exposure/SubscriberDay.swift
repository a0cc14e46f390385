package import NATModel
package import Retention

/// One subscriber, one day, every regime: what each retained log holds about the same hours.
package struct SubscriberDay: Sendable {
  /// One thing a retained log says about the subscriber on that day.
  package struct Mark: Hashable, Sendable {
    /// When; `nil` for a record without time (it then covers the whole strip).
    package var span: TimeSpan?
    /// The record as retained.
    package var record: RetainedRecord
    /// The host name, where the regime keeps one; empty otherwise.
    package var host: String

    /// A mark from its parts.
    package init(span: TimeSpan?, record: RetainedRecord, host: String) {
      self.span = span
      self.record = record
      self.host = host
    }
  }

  /// The marks of one regime.
  package struct Strip: Sendable {
    /// Id of the regime.
    package var regime: String
    /// Whether the inputs hold what it keeps.
    package var availability: RetainedLog.Availability
    /// What it says, in order of time.
    package var marks: [Mark]

    /// A strip from its parts.
    package init(regime: String, availability: RetainedLog.Availability, marks: [Mark]) {
      self.regime = regime
      self.availability = availability
      self.marks = marks
    }
  }

  /// Who.
  package var subscriber: SubscriberID
  /// By which rule the subscriber was picked, one phrase (never by hand).
  package var rule: String
  /// The hours shown.
  package var span: TimeSpan
  /// One strip for each regime, in the order of the ladder.
  package var strips: [Strip]

  /// A day from its parts.
  package init(subscriber: SubscriberID, rule: String, span: TimeSpan, strips: [Strip]) {
    self.subscriber = subscriber
    self.rule = rule
    self.span = span
    self.strips = strips
  }
}
