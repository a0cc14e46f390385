/// Why a packet could not be read to its end; distinct from "holds nothing of interest".
enum PacketFault: Error, Equatable, Sendable {
  /// The capture kept fewer bytes than the packet had, and the missing ones were needed.
  case truncated
  /// Its own length fields contradict each other, or it holds fewer bytes than its headers need.
  case malformed
  /// A link type that is not read.
  case unsupportedLink
}
