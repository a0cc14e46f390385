/// What one learns from one strip of a day, in plain words.
struct DayCaption: Sendable {
  /// The sentence, with the number of entries.
  let sentence: Sentence

  /// The caption of a strip that stands at a place in `report.json`.
  init(_ strip: DayFigure.Strip, at pointer: String) {
    if let absence = strip.absence {
      sentence = "Cannot be shown: \(absence)"
      return
    }
    func claim(_ value: Int, _ one: String, _ several: String, _ key: String) -> Claim {
      Claim(
        text: NumberText.grouped(value) + " " + (value == 1 ? one : several),
        value: Double(value), unit: key, pointer: "\(pointer)/\(key)", interval: nil,
        basis: "count", method: "count")
    }
    let entries = claim(strip.records, "entry", "entries", "records")
    switch strip.reading {
    case .nothing:
      sentence = "\(entries). This record holds nothing about this home in these hours."
    case .contract:
      sentence =
        "\(entries) without a time: who the customer is. It says nothing about these hours."
    case .insideAddress:
      sentence = """
        \(entries): which address this home had inside the provider’s network, and when. It shows \
        when the line was up. The shared address that others see does not appear in it.
        """
    case .fixedPorts:
      sentence = """
        \(entries) without a time: which ports of the shared address always belong to this home. \
        It answers “whose port is this?” and says nothing about these hours.
        """
    case .portBlock:
      sentence = """
        \(entries): which range of ports this home could use, from when to when. It shows that \
        the home was online, roughly when, and not what for.
        """
    case .moments:
      sentence = """
        \(entries): the moments at which something in this home connected to something. It shows \
        when, to the moment, but not what.
        """
    case .destinations:
      let places = claim(strip.destinations, "address", "addresses", "destinations")
      sentence = """
        \(entries) to \(places): when, and to which computers. Anybody can look up who runs many \
        of these addresses.
        """
    case .names:
      let places = claim(strip.destinations, "name", "names", "destinations")
      sentence = "\(entries) with \(places): when, and to which sites by name."
    }
  }
}
