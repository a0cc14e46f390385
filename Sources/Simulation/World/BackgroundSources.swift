import NATModel

/// What opens connections that nobody makes on purpose, for a range of subscribers: applications, push
/// connections, devices.
///
/// What stays the same about them is drawn once and kept, some 500 bytes a household: every minute of
/// the world asks each of them whether it has anything to open.
struct BackgroundSources: Sendable {
  /// The applications of one person.
  private struct Person: Sendable {
    var hosts: InlineArray<6, UInt32>
    /// Those of the hosts that are reached past the NAT, a bit each.
    var ipv6: UInt8 = 0
    var rhythm: (wake: Double, bed: Double)
    var today: TrafficModel.Hours
    var yesterday: TrafficModel.Hours
  }

  /// Something that calls home at near-periodic times: a person's push connection, or a device.
  private struct Beat: BitwiseCopyable, Sendable {
    var period: Int64
    /// The phase where it is the same every day; below 0 where each day has one of its own.
    var phase: Int64 = -1
    var host: UInt32
    /// Persons from 0, devices from ``BackgroundSources/firstDevice``.
    var number: UInt8
    var device: UInt8
    var isIPv6: Bool
  }

  /// How many background connections begin in a minute at one rate.
  private struct Arrivals: BitwiseCopyable, Sendable {
    var rate = -1.0
    var counts = PoissonCount(mean: 0)

    @inline(__always)
    mutating func draw(at rate: Double, from draws: inout CounterGenerator) -> Int {
      // The rate of all who are awake stays for a quarter of an hour, that of others for ever.
      if rate != self.rate {
        self.rate = rate
        counts = PoissonCount(mean: rate / 60)
      }
      return counts.draw(from: &draws)
    }
  }

  private static let firstDevice = 16
  private let model: TrafficModel
  private let first: Int
  /// The household of each subscriber, by place in the range.
  let households: [Household]
  private var persons: [Person] = []
  private var beats: [Beat] = []
  /// Where each subscriber's persons and beats begin; one more than there are subscribers.
  private var starts: [(person: Int32, beat: Int32)] = [(0, 0)]
  private var day: Int?
  private var awake = Arrivals()
  private var asleep = Arrivals()

  /// The sources of some subscribers.
  init(_ model: TrafficModel, subscribers: Range<Int>) {
    self.model = model
    first = subscribers.lowerBound
    households = subscribers.map { model.population.household($0) }
    starts.reserveCapacity(subscribers.count + 1)
    for (subscriber, household) in zip(subscribers, households) {
      add(subscriber, household)
      starts.append((Int32(persons.count), Int32(beats.count)))
    }
  }

  private mutating func add(_ subscriber: Int, _ household: Household) {
    let none = TrafficModel.Hours(wake: 0, bed: 0, isAbsent: false)
    for number in 0..<household.persons {
      var person = Person(
        hosts: model.population.applications(subscriber, person: number),
        rhythm: model.population.rhythm(subscriber, person: number), today: none, yesterday: none)
      for slot in person.hosts.indices where model.isIPv6(household, person.hosts[slot]) {
        person.ipv6 |= 1 << UInt8(slot)
      }
      persons.append(person)
      add(
        subscriber, household, number: number, period: model.pushPeriod, host: person.hosts[0],
        device: UInt8(number * 2))
    }
    for device in 0..<household.devices {
      var (traits, _) = model.population.trait(subscriber, 16_384 + device)
      let rate = model.deviceRate.value(traits.next())
      let cloud = UInt32(model.sites.firstCloud + model.sites.clouds.outcome(traits.next()))
      add(
        subscriber, household, number: BackgroundSources.firstDevice + device,
        period: Int64(86_400e9 / max(rate, 0.01)), host: cloud,
        device: UInt8(min(255, household.persons * 2 + device)))
    }
  }

  private mutating func add(
    _ subscriber: Int, _ household: Household, number: Int, period: Int64, host: UInt32,
    device: UInt8
  ) {
    var beat = Beat(
      period: period, host: host, number: UInt8(number), device: device,
      isIPv6: model.isIPv6(household, host))
    // The phase of a device is its own and the same every day, a trait by which it could be known
    // again; where traits are everybody's, it is drawn anew each day.
    if model.population.trait(subscriber, 20_000 + number).isOwn, !model.isShuffled {
      beat.phase = phase(subscriber, beat, item: 0)
    }
    beats.append(beat)
  }

  private func phase(_ subscriber: Int, _ beat: Beat, item: UInt64) -> Int64 {
    var phases = CounterGenerator(
      seed: model.seed, subscriber: UInt64(subscriber), stream: .device,
      item: UInt64(beat.number) << 32 | item)
    return Int64(Double(beat.period) * phases.unit())
  }

  /// Makes ready for the intervals of a day.
  mutating func begin(day: Int) {
    guard day != self.day else { return }
    let isNext = self.day == day - 1
    self.day = day
    for place in households.indices {
      let range = starts[place].person..<starts[place + 1].person
      for (number, index) in range.enumerated() {
        let person = persons[Int(index)]
        func hours(_ day: Int) -> TrafficModel.Hours {
          model.hours(first + place, person: number, day: day, person.rhythm)
        }
        persons[Int(index)].yesterday = isNext ? person.today : hours(day - 1)
        persons[Int(index)].today = hours(day)
      }
    }
  }

  /// Adds what the applications and devices of the subscriber at a place open within an interval of
  /// whole cells of the day.
  mutating func connections(
    at place: Int, within span: Range<Int64>, _ addresses: HostAddresses,
    into slice: inout TrafficSlice
  ) {
    for index in starts[place].person..<starts[place + 1].person {
      applications(
        Int(index), number: Int(index - starts[place].person), first + place, within: span,
        addresses, into: &slice)
    }
    for index in starts[place].beat..<starts[place + 1].beat {
      beat(beats[Int(index)], first + place, within: span, addresses, into: &slice)
    }
  }

  @inline(__always)
  private mutating func applications(
    _ index: Int, number: Int, _ subscriber: Int, within span: Range<Int64>,
    _ addresses: HostAddresses, into slice: inout TrafficSlice
  ) {
    let dayStart = model.start + Int64(day ?? 0) * TrafficModel.dayLength
    let (today, yesterday) = (persons[index].today, persons[index].yesterday)
    var cell = span.lowerBound
    while cell < span.upperBound {
      defer { cell += TrafficModel.cell }
      let hour = Double(cell - dayStart) / 3.6e12
      let isAwake = hour >= today.wake && hour < today.bed || hour < yesterday.bed - 24
      var rate = isAwake ? model.awakeRate * model.curve.value(atHour: hour) : model.asleepRate
      if today.isAbsent { rate = 0 }
      if model.isShuffled { rate = model.shuffledRate }
      guard rate > 0 else { continue }
      var draws = CounterGenerator(
        seed: model.seed, subscriber: UInt64(subscriber), stream: .application,
        item: UInt64(cell / TrafficModel.cell) << 8 | UInt64(number))
      let count = isAwake ? awake.draw(at: rate, from: &draws) : asleep.draw(at: rate, from: &draws)
      for _ in 0..<count {
        let bits = draws.next()
        // The smaller of two draws: the first application is used most.
        let slot = Int(min(((bits >> 32) * 6) >> 32, ((bits & 0xffff_ffff) * 6) >> 32))
        let isIPv6 = persons[index].ipv6 >> UInt8(slot) & 1 == 1
        guard slice.counts.addBackground(ipv6: isIPv6) else {
          draws.skip(1 + TrafficModel.drawsPerConnection)
          continue
        }
        let time = cell + Int64(draws.next() >> 11) % TrafficModel.cell
        var connection = model.connection(
          subscriber, at: time, to: persons[index].hosts[slot], addresses, &draws)
        connection.device = UInt8(number * 2) + UInt8(bits & 1)
        slice.connections.append(connection)
      }
    }
  }

  /// Adds the connections of one source at its near-periodic times of the day: up to a fifth of its
  /// period late.
  @inline(__always)
  private func beat(
    _ beat: Beat, _ subscriber: Int, within span: Range<Int64>, _ addresses: HostAddresses,
    into slice: inout TrafficSlice
  ) {
    let day = day ?? 0
    let period = beat.period
    let lateness = max(1, period / 5)
    let phase = beat.phase >= 0 ? beat.phase : phase(subscriber, beat, item: UInt64(day) + 1)
    let start = model.start + Int64(day) * TrafficModel.dayLength + phase
    let last = start - phase + TrafficModel.dayLength - period / 5
    var turn = max(0, (span.lowerBound - start) / period - 1)
    while true {
      let base = start + turn * period
      guard base < span.upperBound, base < last else { return }
      defer { turn += 1 }
      guard base + lateness > span.lowerBound else { continue }
      var draws = CounterGenerator(
        seed: model.seed, subscriber: UInt64(subscriber), stream: .device,
        item: UInt64(day) << 44 | UInt64(beat.number) << 36 | UInt64(turn) + 1)
      let time = base + Int64(draws.next() % UInt64(lateness))
      guard span.contains(time), slice.counts.addBackground(ipv6: beat.isIPv6) else { continue }
      var connection = model.connection(subscriber, at: time, to: beat.host, addresses, &draws)
      connection.device = beat.device
      if Int(beat.number) < BackgroundSources.firstDevice {
        connection.duration = UInt32(model.pushPeriod / 1_000_000 * 98 / 100)
        connection.proto = .tcp
        connection.destinationPort = 443
      }
      slice.connections.append(connection)
    }
  }
}
