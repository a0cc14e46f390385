/// All measures, in the order of reports.
package enum Measures {
  /// One of each file under `Measures/`.
  package static let all: [any Measure] = [
    OutcomeSplit(),
    CandidateSet(),
    BayesSuccess(),
    SkewTolerance(),
    ReverseYield(),
    DestinationPopularity(),
    RecordsPerDay(),
    PeakRate(),
    HumanShare(),
    ActiveBins(),
    DistinctDestinations(),
    BrowsingRecovered(),
    Leakage(),
    SpecialCategories(),
    Unicity(),
    Relinkage(),
    Rhythm(),
    ProfileDepth(),
    HouseholdStructure(),
    Separation(),
    Chaining(),
    UninvolvedRecords(),
    PersonsKept(),
    QueryCollateral(),
    SensitiveCollateral(),
    WrongAccusations(),
  ]

  /// One of each file under `LadderMeasures/`.
  package static let ladder: [any LadderMeasure] = [
    MarginalGain(),
    ServerPorts(),
  ]

  /// Descriptions of all measures, those that compare regimes last.
  package static var described: [MeasureDescription] {
    all.map(\.about) + ladder.map(\.about)
  }
}
