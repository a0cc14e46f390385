package import Exposure
package import NATModel

/// Everything a report says: evaluations, and where they come from.
package struct ReportContent: Sendable {
  /// What kind of world the numbers were measured on; said beside every figure.
  package enum Setting: String, CaseIterable, Sendable {
    /// Real traffic between made-up subscribers, recorded on one machine.
    case lab
    /// A simulated population.
    case simulated
    /// Logs of a real provider, or the capture of a real line.
    case recorded
  }

  /// One input as it was read.
  package struct Input: Sendable {
    /// What reading it gave.
    package var report: InputReport
    /// SHA-256 of the file as it lies on disk, in lower-case hexadecimal.
    package var sha256: String

    /// An input from its parts.
    package init(report: InputReport, sha256: String) {
      self.report = report
      self.sha256 = sha256
    }
  }

  /// One parameter of the run.
  package struct Parameter: Sendable, Hashable {
    /// What is set.
    package var name: String
    /// To which value.
    package var value: String
    /// Where the value comes from (`default`, `command line`, a standard).
    package var source: String

    /// A parameter from its parts.
    package init(name: String, value: String, source: String) {
      self.name = name
      self.value = value
      self.source = source
    }
  }

  /// How the numbers came to be.
  package struct Provenance: Sendable {
    /// Version of natlens.
    package var toolVersion: String
    /// The command line, argument by argument, beginning with `natlens`.
    package var commandLine: [String]
    /// Seed of everything random.
    package var seed: UInt64
    /// Clock error that every request allows for on both sides, in nanoseconds.
    package var tolerance: Int64
    /// What was read, in the order given.
    package var inputs: [Input]
    /// Parameters, in the order in which they are printed.
    package var parameters: [Parameter]
    /// Who the subscribers are called in outputs.
    package var pseudonyms: Pseudonyms
    /// When the report was made, if that is to be printed (`SOURCE_DATE_EPOCH`).
    package var generated: Timestamp?

    /// A provenance from its parts.
    package init(
      toolVersion: String, commandLine: [String], seed: UInt64, tolerance: Int64,
      inputs: [Input] = [], parameters: [Parameter] = [], pseudonyms: Pseudonyms,
      generated: Timestamp? = nil
    ) {
      self.toolVersion = toolVersion
      self.commandLine = commandLine
      self.seed = seed
      self.tolerance = tolerance
      self.inputs = inputs
      self.parameters = parameters
      self.pseudonyms = pseudonyms
      self.generated = generated
    }
  }

  /// Title of the report.
  package var title: String
  /// What kind of world the numbers were measured on.
  package var setting: Setting
  /// The worlds, in the order in which they are shown.
  ///
  /// Figures of real people come with small cells withheld already.
  package var evaluations: [Evaluation]
  /// Descriptions of all measures, in the order in which they are shown.
  package var measures: [MeasureDescription]
  /// Names, already pseudonymous, of the subscribers of ``Evaluation/day``, by name of the world.
  package var subjects: [String: String]
  /// Further warnings to be printed among the limitations, one sentence each.
  package var warnings: [String]
  /// How the numbers came to be.
  package var provenance: Provenance

  /// A content from its parts.
  package init(
    title: String, setting: Setting, evaluations: [Evaluation], measures: [MeasureDescription],
    subjects: [String: String] = [:], warnings: [String] = [],
    provenance: Provenance
  ) {
    self.title = title
    self.setting = setting
    self.evaluations = evaluations
    self.measures = measures
    self.subjects = subjects
    self.warnings = warnings
    self.provenance = provenance
  }
}
