/// What limits the conclusions; cannot be switched off.
struct LimitationsSection: Sendable {
  let limitations: Limitations

  /// The section.
  func markup(_ composition: inout Composition) -> Markup {
    var items: [Markup] = []
    for sentence in limitations.sentences {
      let words = composition.claims.render(sentence)
      items.append(Markup("li") { words })
    }
    return Markup("section", ["id": "limitations", "aria-labelledby": "limitations-title"]) {
      Markup("h2", ["id": "limitations-title"]) { "Limitations" }
      Markup("ul") { items }
    }
  }
}
