package import NATModel

extension NATEngine {
  /// What the configuration alone tells about who has which ports.
  ///
  /// Ranges are there under ``NATBehavior/deterministic`` only: one for each served inside address.
  package var configuration: NATConfiguration {
    let outside = settings.outside.map { IPAddress(ipv4: $0) }
    var ranges: [NATConfiguration.Range] = []
    for index in clients.indices {
      guard let ports = fixedRange(ofClient: index) else { break }
      let client = clients[index]
      ranges.append(
        NATConfiguration.Range(
          inside: [settings.insideFamily.address(client.address)],
          outside: outside[Int(client.outside)], ports: ports))
    }
    return NATConfiguration(behavior: settings.behavior, outside: outside, ranges: ranges)
  }
}
