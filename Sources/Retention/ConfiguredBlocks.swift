import Correlation
import NATModel

/// Blocks that follow from a NAT's configuration of fixed port ranges (RFC 7422).
enum ConfiguredBlocks {
  /// One block for each range and holder of its inside addresses, in order of start.
  ///
  /// A holder with a permanent assignment, or none stated, holds the range for ever; one to whom
  /// the inside address was assigned for a time holds it for that time. Inside addresses that no
  /// record names are added to the directory under their own name.
  static func held(
    _ configuration: NATConfiguration, assignments: [Assignment],
    directory: inout SubscriberDirectory
  ) -> [PortBlock] {
    var holders: [IPAddress: [Assignment]] = [:]
    for assignment in assignments { holders[assignment.inside, default: []].append(assignment) }
    var blocks: [PortBlock] = []
    for range in configuration.ranges {
      for inside in range.inside {
        let held =
          holders[inside] ?? [
            Assignment(
              subscriber: directory.id(of: inside.description), inside: inside,
              span: TimeSpan(start: .distantPast, end: .distantFuture))
          ]
        for holder in held {
          blocks.append(
            PortBlock(
              subscriber: holder.subscriber, realm: holder.realm, inside: inside,
              outside: range.outside, ports: range.ports, span: holder.span,
              location: holder.location))
        }
      }
    }
    return blocks.enumerated().sorted {
      $0.element.span.start == $1.element.span.start
        ? $0.offset < $1.offset : $0.element.span.start < $1.element.span.start
    }.map(\.element)
  }

  /// One block for each range and subscriber, from the first to the last use of its ports.
  ///
  /// What a port-block log of a NAT with fixed ranges would hold: it can name only ranges in use.
  /// - Complexity: O(n) in the number of sessions and bindings.
  static func used(_ configuration: NATConfiguration, ledger: Ledger) -> [PortBlock] {
    struct Use: Hashable {
      var range: Int
      var subscriber: SubscriberID
    }
    var rangesOf: [IPAddress: [Int]] = [:]
    for (number, range) in configuration.ranges.enumerated() {
      for inside in range.inside { rangesOf[inside, default: []].append(number) }
    }
    var positions: [Use: Int] = [:]
    var blocks: [PortBlock] = []
    for store in [ledger.sessions, ledger.bindings] {
      for position in 0..<store.count {
        let addresses = store.addresses
        guard let inside = addresses.address(store.insideNumber(at: position)),
          let outside = addresses.address(store.outsideNumber(at: position)),
          let number = rangesOf[inside]?.first(where: {
            configuration.ranges[$0].outside == outside
              && configuration.ranges[$0].ports.contains(store.outsidePort(at: position))
          })
        else { continue }
        let range = configuration.ranges[number]
        let use = Use(range: number, subscriber: store.subscriber(at: position))
        let span = store.span(at: position)
        if let known = positions[use] {
          blocks[known].span = TimeSpan(
            start: min(blocks[known].span.start, span.start),
            end: max(blocks[known].span.end, span.end))
        } else {
          positions[use] = blocks.count
          let session = store[position]
          blocks.append(
            PortBlock(
              subscriber: use.subscriber, realm: session.realm, inside: inside,
              outside: outside, ports: range.ports, span: span,
              knowledge: [.startInferred, .endInferred], resolution: session.resolution,
              location: session.location))
        }
      }
    }
    return blocks.sorted {
      if $0.span.start != $1.span.start { return $0.span.start < $1.span.start }
      if $0.outside != $1.outside { return $0.outside < $1.outside }
      return $0.ports.lowerBound < $1.ports.lowerBound
    }
  }
}
