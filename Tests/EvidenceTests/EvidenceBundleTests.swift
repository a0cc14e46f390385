import Evidence
import Exposure
import Foundation
import NATModel
import Retention
import Testing

@Suite struct EvidenceBundleTests {
  private let bundle = EvidenceBundle(SampleContent.content())

  @Test func `holds page, document, tables and sums`() {
    let paths = bundle.files.map(\.path)
    #expect(paths.last == "SHA256SUMS")
    #expect(paths.contains("index.html"))
    #expect(paths.contains("report.json"))
    for measure in SampleMeasures.all { #expect(paths.contains("data/measure-\(measure.id).csv")) }
    #expect(Set(paths).count == paths.count)
  }

  @Test func `sums are those of the files`() {
    let lines = bundle.text("SHA256SUMS").split(separator: "\n")
    #expect(lines.count == bundle.files.count - 1)
    for line in lines {
      let path = String(line.dropFirst(66))
      #expect(ContentDigest.hexadecimal(of: bundle.text(path)) == line.prefix(64), "\(path)")
    }
    #expect(
      bundle.id == "\(ContentDigest.hexadecimal(of: bundle.text("index.html")).prefix(8))-"
        + "\(ContentDigest.hexadecimal(of: bundle.text("report.json")).prefix(8))")
  }

  @Test func `same content, same bytes`() {
    #expect(EvidenceBundle(SampleContent.content()).files == bundle.files)
  }

  @Test func `the page runs nothing and loads nothing`() {
    let html = bundle.text("index.html")
    #expect(!html.lowercased().contains("<script"))
    #expect(!html.contains("javascript:"))
    #expect(!html.contains("http://") && !html.contains("https://"))
    #expect(html.firstMatch(of: /\son[a-z]+="/) == nil)
    #expect(
      html.contains(
        "content=\"default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:\""))
  }

  @Test func `the page can be read by everybody`() throws {
    let html = bundle.text("index.html")
    #expect(html.contains("<html lang=\"en\">"))
    #expect(html.matches(of: /<h1>/).count == 1)
    let levels = html.matches(of: /<h([1-6])[ >]/).compactMap { Int($0.output.1) }
    for (before, after) in zip(levels, levels.dropFirst()) { #expect(after <= before + 1) }
    let pictures = html.matches(
      of: /<svg [^>]*role="img"[^>]*><title>[^<]+<\/title>\n<desc>[^<]+<\/desc>/)
    #expect(pictures.count == html.matches(of: /role="img"/).count)
    #expect(html.contains("href=\"#main\""))
    let ids = html.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) }
    #expect(Set(ids).count == ids.count)
    for link in html.matches(of: /\shref="#([^"]*)"/).map({ String($0.output.1) }) {
      #expect(ids.contains(link), "\(link)")
    }
    let files = html.matches(of: /\shref="(data[^"]*)"/).map { String($0.output.1) }
    for file in files { #expect(bundle.files.contains { $0.path == file }, "\(file)") }
  }

  @Test func `numbers of the summary are all claims`() throws {
    let html = bundle.text("index.html")
    let findings = try #require(html.firstMatch(of: /<ol class="findings">(?s:.*?)<\/ol>/)).output
    let words = findings.replacing(/<data(?s:.*?)<\/data>/, with: "")
      .replacing(/<a class="ref"(?s:.*?)<\/a>/, with: "").replacing(/<[^>]*>/, with: "")
    #expect(words.firstMatch(of: /[0-9]/) == nil, "\(words)")
  }

  @Test func `hostile names are harmless everywhere`() throws {
    let hostile = "\"><script>alert(1)</script>\u{202E}\u{0}=cmd|'"
    var world = SampleWorlds.fixed
    world.world.name = hostile
    world.world.requestOrigin = hostile
    var day = try #require(world.day)
    day.rule = hostile
    for index in day.strips[6].marks.indices { day.strips[6].marks[index].host = "=" + hostile }
    world.day = day
    var content = SampleContent.content([world])
    content.title = hostile
    content.warnings = [hostile]
    content.provenance.commandLine = ["natlens", hostile]
    content.provenance.inputs[0].report.name = hostile
    content.provenance.inputs[0].report.recognition = hostile
    let bundle = EvidenceBundle(content)
    for file in bundle.files where file.path != "SHA256SUMS" {
      let text = bundle.text(file.path)
      #expect(!text.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{0}" }, "\(file.path)")
      if file.path == "index.html" { #expect(!text.lowercased().contains("<script")) }
      if file.path.hasSuffix(".csv") { #expect(!text.contains(",=") && !text.contains("\n=")) }
    }
  }

  @Test func `a new measure appears without an edit`() {
    var world = SampleWorlds.fixed
    world.figures.append(
      Figure(
        measure: "brand-new", part: "median", regime: "binding", status: .computed, value: 41.5,
        unit: "wonders", denominator: 8, denominatorOf: "subscribers"))
    let measure = MeasureDescription(
      id: "brand-new", code: "E9", title: "Wonders seen", theme: .exposure,
      definition: "How many wonders.", unit: "wonders", denominator: "subscribers",
      misleads: "Rarely.", citation: "None.", headline: "median", needsTruth: false)
    let bundle = EvidenceBundle(
      SampleContent.content([world], measures: SampleMeasures.all + [measure]))
    let html = bundle.text("index.html")
    #expect(html.contains("Wonders seen"))
    #expect(html.contains("value=\"41.5\""))
    #expect(bundle.text("data/measure-brand-new.csv").contains("41.5"))
  }

  @Test func `withheld numbers are nowhere in the bundle`() {
    var world = SampleWorlds.fixed
    world.figures = world.figures.map { figure in
      var withheld = figure
      withheld.status = .suppressed(below: 5)
      withheld.value = figure.value.map { _ in 0.987654 }
      withheld.numerator = 98_765_432
      withheld.interval = 0.987654...0.987655
      return withheld
    }
    let bundle = EvidenceBundle(SampleContent.content([world]))
    #expect(bundle.text("index.html").contains("&lt;5"))
    for file in bundle.files where file.path != "SHA256SUMS" {
      #expect(!bundle.text(file.path).contains("98765"), "\(file.path)")
    }
  }

  @Test(arguments: [[], [SampleWorlds.empty], [SampleWorlds.empty, SampleWorlds.narrow]])
  func `little or nothing to say`(worlds: [Evaluation]) {
    let bundle = EvidenceBundle(SampleContent.content(worlds))
    let html = bundle.text("index.html")
    #expect(html.contains("What this does not show"))
    #expect(html.contains("Limitations"))
    #expect(!html.contains("Optional("))
    let none = EvidenceBundle(SampleContent.content(worlds, measures: []))
    #expect(none.text("index.html").contains("Limitations"))
  }

  /// Set `NATLENS_SAMPLE_REPORT` to a folder to look at the sample report in a browser.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["NATLENS_SAMPLE_REPORT"] != nil))
  func `writes the sample report`() throws {
    let folder = URL(
      filePath: ProcessInfo.processInfo.environment["NATLENS_SAMPLE_REPORT"] ?? "")
    for file in bundle.files {
      let url = folder.appending(path: file.path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.bytes).write(to: url)
    }
  }
}
