/// What speaks against the conclusions one might draw, and what happened elsewhere.
struct ContrarySection: Sendable {
  /// How a statement about the outside world is known.
  private enum Mark: String {
    /// The text, or an excerpt, was read.
    case verified = "V"
    /// A source that quotes or sums up the primary text was read.
    case secondHand = "V2"
  }

  private struct Item {
    let heading: String
    let text: String
    let mark: Mark
    let source: String
  }

  /// The section.
  func markup() -> Markup {
    Markup("section", ["id": "contrary", "aria-labelledby": "contrary-title"]) {
      Markup("h2", ["id": "contrary-title"]) { "What speaks against, and what happened elsewhere" }
      Markup("h3") { "For keeping more" }
      items(ContrarySection.forMore)
      Markup("h3") { "For keeping less" }
      items(ContrarySection.forLess)
      Markup("h3") { "Objections to this report" }
      Markup("dl") {
        for (objection, answer) in ContrarySection.objections {
          Markup("dt") { objection }
          Markup("dd") { answer }
        }
      }
      Markup("p", ["class": "marks"]) {
        Markup("strong") { "Marks. " }
        """
        V: the text named, or an excerpt of it, was read. V2: a source that quotes or sums it up was \
        read; check the primary text before citing. What is only remembered (R) is not printed here. \
        These statements come from the sources named, not from the measurements of this report.
        """
      }
    }
  }

  private func items(_ items: [Item]) -> Markup {
    Markup("dl") {
      for item in items {
        Markup("dt") { item.heading }
        Markup("dd") {
          item.text + " "
          Markup("span", ["class": "mark-of-source"]) { "[\(item.mark.rawValue)] " }
          Markup("cite") { item.source }
        }
      }
    }
  }

  private static let forMore = [
    Item(
      heading: "The address may be all there is",
      text: """
        The EU’s Court of Justice accepts that, for offences committed online, the IP address “might \
        be the only means of investigation”. Requests that a leaner record cannot answer are a cost; \
        the first tables count them.
        """,
      mark: .verified, source: "La Quadrature du Net and others, C-511/18, paragraph 154."),
    Item(
      heading: "The British trial of internet connection records",
      text: """
        A trial searched for everybody who had visited certain sites with illegal images. It found \
        120 people, of whom only four were known before; the review reports significant operational \
        benefit. It was a search by destination, the last row of the tables here.
        """,
      mark: .verified,
      source: "Home Office review of the 2016 Act, February 2023, as reported by the press."
    ),
    Item(
      heading: "Ports are seldom logged",
      text: """
        Of the widely used server programs listed by an expired Internet-Draft, only one wrote down \
        the client’s port without being told to. Where the port is not known, the rows without it \
        apply.
        """,
      mark: .secondHand, source: "draft-daveor-cgn-logging-04 (2018), product table."),
  ]

  private static let forLess = [
    Item(
      heading: "France: the port was added to the request",
      text: """
        About 30 % of the addresses collected by the HADOPI authority could not be traced, because \
        its decree did not let it collect the port. The cure, a decree published on 28 December \
        2021, added the port to the request. No record of destinations was needed; French providers \
        give each subscriber a range of ports.
        """,
      mark: .verified,
      source:
        "Next INpact, articles 46428 and 49279, brief 49290; CNIL deliberation described there."
    ),
    Item(
      heading: "Sweden and Belgium: ports and a limit on sharing",
      text: """
        Swedish rules of April 2020 order ports and times to be kept, not destinations. Belgian \
        providers agreed to let at most 16 subscribers share an IPv4 address.
        """,
      mark: .verified, source: "Assembly Research on the PTS rules; E. Vyncke, Network World, 2016."
    ),
    Item(
      heading: "Denmark: destinations were kept, and given up",
      text: """
        From 2007 to 2014 addresses and ports of every 500th packet were kept, with their \
        destination. The government’s evaluation of December 2012 could point to one case in which \
        they were used. The duty was repealed on 2 June 2014. The ministry blamed the way it had been \
        implemented, so this is no proof that the idea could not work.
        """,
      mark: .verified, source: "IT-Pol Denmark; EDRi, 2013–2016."),
    Item(
      heading: "Clocks are wrong, and wrong people are named",
      text: """
        Of more than 8,000 web servers watched for six months, about 74 % were within ten seconds of \
        the right time. The British oversight body describes how one provider’s change of a time \
        format led to 173 incidents and to the search of an innocent person’s home.
        """,
      mark: .verified,
      source: "Buchholz and Tjaden, DFRWS 2007; IPCO Annual Report 2017, Error Investigation 19."
    ),
  ]

  private static let objections = [
    (
      "“A laboratory or a simulation is not evidence.”",
      """
      It is evidence of what records make possible under stated assumptions. Which record can answer \
      which question does not depend on them; how often does.
      """
    ),
    (
      "“Connection records are filtered and merged before they are kept.”",
      """
      Then they are a variant of the records here. Variants can be measured in the same way, and lose \
      something in both directions.
      """
    ),
    (
      "“Access to the records is controlled.”",
      """
      That is not modelled. Misuse, breaches and later laws act on whatever is stored; control of \
      access acts on who may ask.
      """
    ),
    (
      "“Fixed ranges and blocks of ports waste addresses.”",
      """
      They can. This report does not measure how many ports stay unused or how many connections were \
      refused for want of one.
      """
    ),
    (
      "“Several events together identify a subscriber without ports or destinations.”",
      "Often, and with every kind of record. This report asks about one event at a time."
    ),
  ]
}
