import CPSL
import NATModel

/// Which part of a host name is the site: the registrable domain, one label more than a public suffix.
///
/// The one owner of libpsl's list. The list compiled into the library is used and no file, so that
/// the answer depends on the version of the library alone; ``version`` tells which list that is. It
/// has the suffixes of registries (`co.uk`) and those where users of a company have names of their
/// own (`github.io`), as browsers tell sites apart.
///
/// Host names of events stay whole: a site is asked for where a figure counts sites.
@safe package struct PublicSuffixList: Sendable {
  /// Static data of the library, never written after it was loaded and never freed.
  private nonisolated(unsafe) let list: OpaquePointer

  /// The list of the library, or `nil` if it was built without one.
  package static let builtin: PublicSuffixList? = unsafe psl_builtin().map {
    unsafe PublicSuffixList(list: $0)
  }

  private init(list: OpaquePointer) { unsafe self.list = list }

  /// The part of a host name that somebody registered: `example.co.uk` of `www.example.co.uk`.
  ///
  /// `nil` for an address, for a public suffix itself and for a name of one label. The name is in
  /// lower case, without a trailing dot, in ASCII (`xn--…`) or UTF-8. O(length).
  package func registrableDomain(of host: String) -> String? {
    guard IPAddress(host) == nil, !host.utf8.contains(0) else { return nil }
    return unsafe host.withCString { name in
      unsafe psl_registrable_domain(list, name).map { unsafe String(cString: $0) }
    }
  }

  /// The site of a host: its registrable domain, or the host itself where there is none.
  package func site(of host: String) -> String { registrableDomain(of: host) ?? host }

  /// Which list this is, for provenance: version of the library and SHA-1 of its list.
  package var version: String {
    let library = unsafe psl_get_version().map { unsafe String(cString: $0) } ?? "unknown"
    let digest = unsafe psl_builtin_sha1sum().map { unsafe String(cString: $0) } ?? "unknown"
    return "libpsl \(library), list with SHA-1 \(digest)"
  }
}
