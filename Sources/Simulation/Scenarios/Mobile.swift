extension Scenarios {
  /// "At 4pm 2,500 people are using a single IP address" (UK Home Office factsheet).
  static let mobile = """
    title = A mobile network: 10,000 handsets, 2,500 to an address, ports shared by destination
    population.subscribers = 10_000
    population.persons = 1
    population.devices = 1
    time.days = 1
    nat.behavior = overloaded
    nat.subscribers_per_address = 2_500
    nat.tcp_transitory = 30   # seconds; 240 would need more ports than an address has
    nat.udp = 60
    """
}
