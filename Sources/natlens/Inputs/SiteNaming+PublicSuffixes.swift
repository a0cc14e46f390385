import Exposure
import PacketCapture

extension SiteNaming {
  /// The part of a name that somebody registered, by libpsl's own list; whole names without one.
  static let registered =
    PublicSuffixList.builtin.map { list in SiteNaming { list.site(of: $0) } } ?? .hosts
}
