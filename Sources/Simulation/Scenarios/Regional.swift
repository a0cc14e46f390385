extension Scenarios {
  /// A provider's week, streamed.
  static let regional = """
    title = A regional provider: 100,000 households, 32 to an address, port blocks, one week
    population.subscribers = 100_000
    time.days = 7
    site.count = 100_000
    nat.behavior = port-block
    nat.subscribers_per_address = 32
    """
}
