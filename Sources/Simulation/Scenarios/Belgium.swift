extension Scenarios {
  /// The cap agreed in Belgium: at most 16 subscribers to an address.
  static let belgium = """
    title = The Belgian cap: 4,000 households, 16 to an address, ports computed (RFC 7422)
    population.subscribers = 4_000
    time.days = 1
    nat.behavior = deterministic
    nat.subscribers_per_address = 16
    """
}
