import NATModel
import Testing

@testable import Exposure

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite struct MeasuresTests {
  /// Names of the files in a folder beside this test's target.
  private func files(_ folder: String) -> [String] {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    guard let directory = unsafe opendir("/" + root + "/" + folder) else { return [] }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name.hasSuffix(".swift") { names.append(name) }
    }
    return names.sorted()
  }

  @Test func listAndFolderAgree() {
    let listed = Measures.all.map { "\(type(of: $0)).swift" }.sorted()
    #expect(files("Sources/Exposure/Measures") == listed)
  }

  @Test func everyMeasureHasItsTestFile() {
    let wanted = Measures.all.map { "\(type(of: $0))Tests.swift" }.sorted()
    #expect(files("Tests/ExposureTests/Measures") == wanted)
  }

  @Test func idsAreUniqueAndPlain() {
    let ids = Measures.all.map(\.about.id)
    #expect(Set(ids).count == ids.count)
    for id in ids {
      #expect(id.allSatisfy { $0.isLowercase || $0 == "-" }, "\(id)")
    }
  }

  @Test(arguments: Measures.all.indices) func describesItself(_ index: Int) {
    let about = Measures.all[index].about
    for sentence in [about.definition, about.misleads, about.citation] {
      #expect(sentence.count > 20 && sentence.hasSuffix("."), "\(about.id): \(sentence)")
      #expect(!sentence.contains("  ") && !sentence.contains("\n"), "\(about.id): \(sentence)")
    }
    for phrase in [about.code, about.title, about.unit, about.denominator, about.headline] {
      #expect(!phrase.isEmpty && !phrase.hasSuffix("."), "\(about.id): \(phrase)")
    }
    #expect(!about.knowledge.isEmpty)
  }

  @Test(arguments: Measures.all.indices) func headlineIsAPartOfEveryRegime(_ index: Int) {
    let measure = Measures.all[index]
    let world = SmallWorld.town()
    for regime in SmallWorld.titles {
      let figures = measure.figures(world, regime)
      #expect(!figures.isEmpty)
      #expect(figures.contains { $0.part == measure.about.headline })
      #expect(figures.allSatisfy { $0.measure == measure.about.id && $0.regime == regime })
      // One figure for each part (and type of request).
      #expect(
        Set(figures.map { "\($0.part) \($0.request?.rawValue ?? "")" }).count == figures.count)
    }
  }

  @Test(arguments: Measures.all.indices) func figuresKeepTheirPromises(_ index: Int) {
    let measure = Measures.all[index]
    let world = SmallWorld.town()
    let asked = world.connections.map { SmallWorld.request($0, label: "x") }
    for regime in SmallWorld.titles {
      for figure in measure.figures(world, regime, asked: asked) {
        #expect((figure.value != nil) == (figure.status == .computed), "\(figure)")
        #expect(!figure.unit.isEmpty && !figure.denominatorOf.isEmpty, "\(figure)")
        if let value = figure.value, let interval = figure.interval {
          #expect(interval.contains(value), "\(figure)")
        }
        if figure.status == .computed { #expect(!figure.intervalMethod.isEmpty, "\(figure)") }
        if figure.status == .empty { #expect(!figure.note.isEmpty, "\(figure)") }
        if figure.unit == "share", let value = figure.value { #expect((0...1).contains(value)) }
        if regime == "deterministic" {
          #expect(figure.status == .notInThisLog("no configuration was given"))
        }
      }
    }
  }

  @Test(arguments: Measures.all.indices) func worldsWithoutAnybodyDoNotTrap(_ index: Int) {
    let measure = Measures.all[index]
    let empty = SmallWorld(seconds: 0)
    for regime in SmallWorld.titles {
      let figures = measure.figures(empty, regime)
      #expect(figures.allSatisfy { $0.value == nil || $0.value == 0 })
    }
  }
}
