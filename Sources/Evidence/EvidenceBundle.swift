/// A report as files: `index.html`, `report.json`, `data/*.csv` and `SHA256SUMS`.
///
/// The bytes depend on the content alone: no clock, no locale, no order of threads.
package struct EvidenceBundle: Sendable {
  /// One file.
  package struct File: Sendable, Equatable {
    /// Where it stands in the bundle, with `/` between folders.
    package let path: String
    /// What it holds.
    package let bytes: [UInt8]
  }

  /// The files in order of path, `SHA256SUMS` last.
  package let files: [File]
  /// A short name for citing: eight digits each of the digests of `index.html` and `report.json`.
  package let id: String

  /// The bundle of a report.
  package init(_ content: ReportContent) {
    var composition = Composition(content)
    let limitations = Limitations(content, composition.exhibits)
    var sections = [
      SummarySection().markup(&composition), ReadingSection().markup(&composition),
      MatrixSection().markup(&composition), OutcomeSection().markup(&composition),
      LadderSection().markup(&composition), DominanceSection().markup(&composition),
      Markup(group: MoreAttributionSection().markup(composition)),
      DaySection().markup(&composition), DefinitionsSection().markup(composition),
      LimitationsSection(limitations: limitations).markup(&composition),
      ContrarySection().markup(), LegalSection().markup(), ProvenanceSection().markup(content),
      GlossarySection().markup(),
    ]
    sections.append(ClaimsSection().markup(composition.claims))
    let json = ReportDocument(
      content, exhibits: composition.exhibits, days: composition.days, claims: composition.claims,
      limitations: limitations.sentences.map(\.text)
    ).text
    let reportDigest = ContentDigest.hexadecimal(of: json)
    let html = ReportPage(
      title: content.title,
      cover: CoverSection().markup(content, reportDigest: reportDigest), sections: sections,
      setting: content.setting
    ).html
    var texts = [("index.html", html), ("report.json", json)]
    texts += DataTables(composition).tables.map { ($0.path, $0.text) }
    texts.sort { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
    let sums = texts.map { "\(ContentDigest.hexadecimal(of: $0.1))  \($0.0)\n" }.joined()
    files = (texts + [("SHA256SUMS", sums)]).map { File(path: $0.0, bytes: Array($0.1.utf8)) }
    id = "\(ContentDigest.hexadecimal(of: html).prefix(8))-\(reportDigest.prefix(8))"
  }
}
