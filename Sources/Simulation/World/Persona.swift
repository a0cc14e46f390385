#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What stays the same about one person: pace, sleep, favourites.
///
/// A function of seed, subscriber and person; nothing is stored for the population.
package struct Persona: Sendable {
  /// Most favourites that a person can have.
  package static let favoritesLimit = 40
  /// Applications that a person uses.
  package static let applicationCount = 6

  /// Mean visits in a day at home.
  package var visitsPerDay = 0.0
  /// Mean hour of getting up, and of going to bed (above 24 after midnight).
  package var wake = 7.0
  package var bed = 23.25
  /// Favourites in the first ``favoriteCount`` places, with cumulated shares of revisits.
  package var favorites = InlineArray<40, UInt32>(repeating: 0)
  package var shares = InlineArray<40, Float>(repeating: 1)
  package var favoriteCount = 1
  /// Share of visits that go to special categories, and the person's own category.
  package var sensitiveShare = 0.0
  package var category = 0
  /// Hosts of the person's applications, the first one holds the push connection.
  package var applications = InlineArray<6, UInt32>(repeating: 0)

  /// The favourite that a number in [0, 1) stands for.
  package func favorite(_ unit: Double) -> UInt32 {
    for index in 0..<favoriteCount where Float(unit) < shares[index] { return favorites[index] }
    return favorites[favoriteCount - 1]
  }
}

/// What stays the same about one subscriber.
package struct Household: Hashable, Sendable {
  /// People, 1 to 8; numbered from 0.
  package var persons: Int
  /// Devices that report on their own, 0 to 64; numbered after the people's phones and computers.
  package var devices: Int
  /// Key that decides by which hosts the household reaches by IPv6.
  package var ipv6Key: UInt64
}
