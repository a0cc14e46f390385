import NATModel

@testable import Exposure

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Subscribers behind one address whose contacts are independent Poisson processes: the assumption
/// behind the closed forms of attribution.
struct PoissonWorld {
  var world: SmallWorld
  let names: [String]

  /// `rate` contacts per second of every subscriber, each of the same length, all to one
  /// destination.
  init(subscribers: Int, rate: Double, length: Double, seconds: Int, seed: UInt64) {
    names = (0..<subscribers).map { "subscriber \($0)" }
    world = SmallWorld(seconds: seconds, subscribers: names)
    for (stream, name) in names.enumerated() {
      let random = CounterRandom(seed: seed, stream: UInt64(stream))
      var time = 0.0
      var index: UInt64 = 0
      while true {
        time -= log(1 - random.unit(at: index)) / rate
        index += 1
        guard time < Double(seconds) else { break }
        world.connect(name, at: time, seconds: length)
      }
    }
  }
}
