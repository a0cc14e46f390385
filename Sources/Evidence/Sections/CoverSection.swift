import Exposure
import NATModel

/// Title, question, what kind of evidence this is, and how to check it.
struct CoverSection: Sendable {
  /// The head of the page.
  func markup(_ content: ReportContent, reportDigest: String) -> Markup {
    let provenance = content.provenance
    return Markup("header", ["class": "cover"]) {
      Markup("h1") { content.title }
      Markup("p", ["class": "lede"]) {
        """
        Many homes share one Internet address. When somebody asks who was behind that address at \
        a certain time, what must the provider have kept in order to answer, how often is the \
        answer right, and what does keeping it reveal about everybody else?
        """
      }
      Markup("p", ["class": "badge"]) { Markup("strong") { badge(content.setting) } }
      Markup("p") { explanation(content.setting) }
      Markup("div", ["class": "check"]) {
        Markup("p") { Markup("strong") { "How to check this report" } }
        Markup("p") {
          "In the folder of this file, "
          Markup("code") { "sha256sum -c SHA256SUMS" }
          " confirms that nothing was changed. The command under “Inputs and how to repeat this” gives "
          "the same bytes again. Every number in the text carries a mark such as "
          Markup("a", ["class": "ref", "href": "#claims"]) { "C1" }
          " that leads to where it can be checked."
        }
        Markup("p", ["class": "digest"]) {
          "Made by natlens \(provenance.toolVersion)"
          if let generated = provenance.generated {
            " on "
            Markup("time", ["datetime": generated.description]) { generated.description }
          }
          ". SHA-256 of report.json: "
          Markup("code") { reportDigest }
        }
      }
    }
  }

  private func badge(_ setting: ReportContent.Setting) -> String {
    switch setting {
    case .lab: "Measured on a lab recording"
    case .simulated: "Computed on a simulated population"
    case .recorded: "Measured on records of a real network"
    }
  }

  private func explanation(_ setting: ReportContent.Setting) -> String {
    switch setting {
    case .lab:
      """
      Real programs made real connections through a real address translator, all on one machine. \
      The homes are made up, so it is known who really made each connection, and no real person \
      appears.
      """
    case .simulated:
      """
      A program made up homes and their connections under stated assumptions. It is known who \
      really made each connection, and no real person appears. The numbers hold for these \
      assumptions.
      """
    case .recorded:
      """
      The records come from a network that people really used. Names are replaced as described \
      under “Inputs and how to repeat this”.
      """
    }
  }
}
