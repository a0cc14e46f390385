#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Which address each host has on one day: co-hosting and churn.
///
/// Sites share servers as their hosting says. A site's further hosts are on its server or, half of
/// them, on one of 256 addresses of content networks; third parties, applications and clouds have
/// an address each. Every day some hosts move: to a spare address if they were alone, to another
/// shared server otherwise.
package struct HostAddresses: Sendable {
  /// The world needs more destinations than there are documentation addresses.
  package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Addresses needed.
    package let needed: Int

    /// What is wrong and what to change.
    package var description: String {
      "the sites need \(needed) addresses and the ranges set aside for documentation have "
        + "\(AddressRanges.destinationCount): lower site.count or site.dedicated_share"
    }
  }

  private static let networks = 256

  /// The day that the addresses are of, from 0.
  package private(set) var day = 0
  private let seed: UInt64
  private let churn: Double
  /// First and number of addresses of shared and of crowded servers.
  private let shared: Range<Int>
  private let crowded: Range<Int>
  private let networkFirst: Int
  private let hosting: [SiteCatalog.Hosting]
  private let hostingOfFurther: [Bool]
  private let ownerOfFurther: [UInt32]
  private let firstThirdParty: Int
  /// Position of each host's address.
  private var places: [UInt32]
  /// Addresses that nobody has, oldest first.
  private var spare: [UInt32]

  /// The addresses of day 0.
  /// - Throws: ``Failure`` if the ranges are too small for the sites.
  package init(_ sites: SiteCatalog, _ values: ParameterValues, seed: UInt64) throws(Failure) {
    self.seed = seed
    churn = values["site.address_churn"]
    hosting = sites.hosting
    firstThirdParty = sites.firstThirdParty
    ownerOfFurther = sites.ownerOfFurther
    var places = [UInt32](repeating: 0, count: sites.hostCount)
    var next = 0

    /// Puts sites of one hosting on servers whose numbers of sites are spread in the logarithm.
    func share(_ kind: SiteCatalog.Hosting, _ least: Double, _ most: Double) -> Range<Int> {
      let first = next
      var room = 0
      var draws = CounterGenerator(seed: seed, subscriber: UInt64(kind.rawValue), stream: .hosts)
      let members = sites.hosting.indices.filter { sites.hosting[$0] == kind }
      // Sites of like popularity do not sit together: go through them in a drawn order.
      for site in members.shuffled(using: &draws) {
        if room == 0 {
          room = Int(least * pow(most / least, draws.unit()))
          next += 1
        }
        places[site] = UInt32(next - 1)
        room -= 1
      }
      return first..<next
    }
    shared = share(.shared, 2, 100)
    crowded = share(.crowded, 101, 1000)
    networkFirst = next
    next += HostAddresses.networks
    var alone = 0
    for site in sites.hosting.indices where sites.hosting[site] == .dedicated {
      places[site] = UInt32(next)
      next += 1
      alone += 1
    }
    for host in sites.firstThirdParty..<sites.hostCount {
      places[host] = UInt32(next)
      next += 1
      alone += 1
    }
    var draws = CounterGenerator(seed: seed, subscriber: 9, stream: .hosts)
    hostingOfFurther = sites.ownerOfFurther.map { _ in draws.chance(0.5) }
    for (index, owner) in sites.ownerOfFurther.enumerated() {
      places[sites.count + index] =
        hostingOfFurther[index]
        ? UInt32(networkFirst + draws.below(HostAddresses.networks)) : places[Int(owner)]
    }
    let spares = min(alone / 4 + 1, max(0, AddressRanges.destinationCount - next))
    guard next + 1 <= AddressRanges.destinationCount else { throw Failure(needed: next + 1) }
    spare = (next..<next + spares).map { UInt32($0) }
    self.places = places
  }

  /// The address of a host, IPv4 in host order.
  @inline(__always)
  package func address(of host: Int) -> UInt32 { AddressRanges.destination(Int(places[host])) }

  /// Goes on to a later day; days before ``day`` are not reachable.
  /// - Complexity: O(hosts x days).
  package mutating func advance(to target: Int) {
    while day < target {
      day += 1
      move()
    }
  }

  private mutating func move() {
    var used = 0
    var returned: [UInt32] = []
    for host in places.indices {
      var draws = CounterGenerator(
        seed: seed, subscriber: UInt64(host), stream: .hostChange, item: UInt64(day))
      guard draws.chance(churn) else { continue }
      if host >= hosting.count, host < firstThirdParty {
        let index = host - hosting.count
        if hostingOfFurther[index] {
          places[host] = UInt32(networkFirst + draws.below(HostAddresses.networks))
        }
        continue
      }
      let kind = host < hosting.count ? hosting[host] : .dedicated
      switch kind {
      case .dedicated:
        guard used < spare.count else { continue }
        returned.append(places[host])
        places[host] = spare[used]
        used += 1
      case .shared: places[host] = UInt32(shared.lowerBound + draws.below(max(1, shared.count)))
      case .crowded:
        places[host] = UInt32(crowded.lowerBound + draws.below(max(1, crowded.count)))
      }
    }
    spare.removeFirst(used)
    spare += returned
    for (index, owner) in ownerOfFurther.enumerated() where !hostingOfFurther[index] {
      places[hosting.count + index] = places[Int(owner)]
    }
  }
}
