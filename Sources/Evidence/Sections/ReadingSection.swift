import Exposure
import NATModel
import Retention

/// The ideas that every figure needs, before the first figure.
struct ReadingSection: Sendable {
  /// The section.
  func markup(_ composition: inout Composition) -> Markup {
    let worlds = worlds(&composition)
    let regimes = WorldDocument.regimes(of: composition.exhibits).filter { $0.rung != nil }
    return Markup("section", ["id": "reading", "aria-labelledby": "reading-title"]) {
      Markup("h2", ["id": "reading-title"]) { "What is compared" }
      Markup("p") {
        """
        A provider that has too few Internet addresses lets many homes share one. A device in its \
        network, the address translator, keeps the connections apart by giving each a number at the \
        shared address: the port. From outside, all these homes look like one address. Who was it? \
        That depends on what the person who asks knows, and on what the provider kept.
        """
      }
      Markup("h3") { "What was kept: the records, from least to most" }
      Markup.table(
        "The records in the order of the ladder",
        columns: ["Record", "What is kept", "Names the destination?"],
        rows: regimes.map { regime in
          [
            Markup(text: regime.title), Markup(text: regime.kept),
            Markup(text: regime.containsDestination ? "yes" : "no"),
          ]
        })
      Markup("h3") { "What is asked: the requests" }
      Markup.table(
        "Every request also states a time.", columns: ["What is known", "The question"],
        rows: RequestKind.allCases.map { kind in
          let words = RequestWords(kind)
          return [Markup(text: words.short), Markup(text: words.question)]
        })
      Markup("h3") { "Where it was measured: the worlds" }
      if worlds.isEmpty {
        Markup("p") { "There is none." }
      } else {
        Markup("ul") { worlds }
      }
    }
  }

  private func worlds(_ composition: inout Composition) -> [Markup] {
    composition.exhibits.map { exhibit in
      let world = exhibit.evaluation.world
      let at = exhibit.pointer
      let homes = composition.claim(
        world.subscribers, " homes", at: at + "/subscribers", unit: "subscribers")
      let sessions = composition.claim(
        world.sessions, " connections", at: at + "/sessions", unit: "sessions")
      let requests = composition.claim(
        world.requests, " requests", at: at + "/requests", unit: "requests")
      let during = world.coverage.map { " within " + Duration.words($0.length) } ?? ""
      let truth =
        world.truthOrigin.map { "who was really behind each is known: \($0)" }
        ?? "who was really behind each is not known"
      let sentence: Sentence = """
        : \(exhibit.behavior). \(exhibit.consequence) \(homes), \(sessions)\(during); \(requests), from \
        \(world.requestOrigin); \(truth).
        """
      let words = composition.claims.render(sentence)
      return Markup("li") {
        Markup("strong") { exhibit.name }
        words
      }
    }
  }
}
