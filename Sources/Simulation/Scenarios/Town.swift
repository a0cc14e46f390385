extension Scenarios {
  /// Small enough for a laptop and a test.
  static let town = """
    title = A town: 1,000 households behind 32 addresses, one day
    population.subscribers = 1_000
    time.days = 1
    nat.behavior = dynamic
    nat.subscribers_per_address = 32
    log.names = sni
    server.share = 0.2   # some 20,000 requests, a tenth of them with a port
    """
}
