import NATModel

/// Connections that nobody makes on purpose.
extension TrafficModel {
  /// Adds what applications and devices of a subscriber open within an interval of whole cells.
  func background(
    _ subscriber: Int, _ household: Household, within span: Range<Int64>,
    _ addresses: HostAddresses, into slice: inout TrafficSlice
  ) {
    let day = day(of: span.lowerBound)
    for person in 0..<household.persons {
      let hosts = population.applications(subscriber, person: person)
      applications(subscriber, person, household, hosts, within: span, addresses, into: &slice)
      let isIPv6 = isIPv6(household, hosts[0])
      beats(
        subscriber, household, number: person, period: pushPeriod, day: day, within: span
      ) { time, draws in
        guard slice.counts.addBackground(ipv6: isIPv6) else { return }
        var connection = connection(subscriber, at: time, to: hosts[0], addresses, &draws)
        connection.duration = UInt32(pushPeriod / 1_000_000 * 98 / 100)
        connection.proto = .tcp
        connection.destinationPort = 443
        connection.device = UInt8(person * 2)
        slice.connections.append(connection)
      }
    }
    for device in 0..<household.devices {
      var (traits, _) = population.trait(subscriber, 16_384 + device)
      let rate = deviceRate.value(traits.next())
      let cloud = UInt32(sites.firstCloud + sites.clouds.outcome(traits.next()))
      let isIPv6 = isIPv6(household, cloud)
      let period = Int64(86_400e9 / max(rate, 0.01))
      beats(
        subscriber, household, number: 16 + device, period: period, day: day, within: span
      ) { time, draws in
        guard slice.counts.addBackground(ipv6: isIPv6) else { return }
        var connection = connection(subscriber, at: time, to: cloud, addresses, &draws)
        connection.device = UInt8(min(255, household.persons * 2 + device))
        slice.connections.append(connection)
      }
    }
  }

  private func applications(
    _ subscriber: Int, _ person: Int, _ household: Household, _ hosts: InlineArray<6, UInt32>,
    within span: Range<Int64>, _ addresses: HostAddresses, into slice: inout TrafficSlice
  ) {
    let day = day(of: span.lowerBound)
    let dayStart = start + Int64(day) * TrafficModel.dayLength
    let rhythm = population.rhythm(subscriber, person: person)
    let today = hours(subscriber, person: person, day: day, rhythm)
    let yesterday = hours(subscriber, person: person, day: day - 1, rhythm)
    var isIPv6 = InlineArray<6, Bool>(repeating: false)
    for slot in hosts.indices { isIPv6[slot] = self.isIPv6(household, hosts[slot]) }
    var known = -1.0
    var counts = PoissonCount(mean: 0)
    var cell = span.lowerBound
    while cell < span.upperBound {
      defer { cell += TrafficModel.cell }
      let hour = Double(cell - dayStart) / 3.6e12
      let isAwake = hour >= today.wake && hour < today.bed || hour < yesterday.bed - 24
      var rate = isAwake ? awakeRate * curve.value(atHour: hour) : asleepRate
      if today.isAbsent { rate = 0 }
      if isShuffled { rate = shuffledRate }
      guard rate > 0 else { continue }
      // The rate stays for a quarter of an hour.
      if rate != known {
        known = rate
        counts = PoissonCount(mean: rate / 60)
      }
      var draws = CounterGenerator(
        seed: seed, subscriber: UInt64(subscriber), stream: .application,
        item: UInt64(cell / TrafficModel.cell) << 8 | UInt64(person))
      for _ in 0..<counts.draw(from: &draws) {
        let bits = draws.next()
        // The smaller of two draws: the first application is used most.
        let slot = min(((bits >> 32) * 6) >> 32, ((bits & 0xffff_ffff) * 6) >> 32)
        let host = hosts[Int(slot)]
        guard slice.counts.addBackground(ipv6: isIPv6[Int(slot)]) else {
          draws.skip(1 + TrafficModel.drawsPerConnection)
          continue
        }
        let time = cell + Int64(draws.next() >> 11) % TrafficModel.cell
        var connection = connection(subscriber, at: time, to: host, addresses, &draws)
        connection.device = UInt8(person * 2) + UInt8(bits & 1)
        slice.connections.append(connection)
      }
    }
  }

  /// Calls back at the near-periodic times of a device that lie within an interval of one day.
  ///
  /// The phase of a device is its own and the same every day, a trait by which it could be known
  /// again; where traits are everybody's, it is drawn anew each day.
  private func beats(
    _ subscriber: Int, _ household: Household, number: Int, period: Int64, day: Int,
    within span: Range<Int64>, _ body: (Int64, inout CounterGenerator) -> Void
  ) {
    let isOwn = population.trait(subscriber, 20_000 + number).isOwn && !isShuffled
    var phases = CounterGenerator(
      seed: seed, subscriber: UInt64(subscriber), stream: .device,
      item: UInt64(number) << 32 | (isOwn ? 0 : UInt64(day) + 1))
    let phase = Int64(Double(period) * phases.unit())
    let first = start + Int64(day) * TrafficModel.dayLength + phase
    let last = start + Int64(day + 1) * TrafficModel.dayLength - period / 5
    var beat = max(0, (span.lowerBound - first) / period - 1)
    while true {
      let base = first + beat * period
      guard base < span.upperBound, base < last else { return }
      var draws = CounterGenerator(
        seed: seed, subscriber: UInt64(subscriber), stream: .device,
        item: UInt64(day) << 44 | UInt64(number) << 36 | UInt64(beat) + 1)
      let time = base + Int64(draws.next() % UInt64(max(1, period / 5)))
      if span.contains(time) { body(time, &draws) }
      beat += 1
    }
  }
}
