/// Which site a host name belongs to, for measures that count sites.
///
/// To people `www.news.example` and `images.news.example` are one site: the part of the name that
/// somebody registered. Which part that is stands in the public suffix list, which no target below the
/// command line reads; so it is handed in with ``Knowledge``, and without it each host is its own.
package struct SiteNaming: Sendable {
  private let rule: @Sendable (String) -> String

  /// Each host is a site of its own.
  package static let hosts = SiteNaming { $0 }

  /// Sites by a rule that is given names in canonical form (``HostName/canonical(_:)``).
  ///
  /// The rule gives its own results back unchanged, so that a site may be asked for its site.
  package init(_ rule: @escaping @Sendable (String) -> String) { self.rule = rule }

  /// The site of a host name in any form.
  package func site(of host: String) -> String { rule(HostName.canonical(host)) }
}
