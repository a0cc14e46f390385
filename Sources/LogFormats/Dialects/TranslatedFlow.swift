import NATModel

/// A flow as both sides of a NAT see it: the tuple that was sent and the tuple of the reply.
struct TranslatedFlow {
  /// One direction: who sends to whom.
  struct Tuple {
    var source = IPAddress.unspecified
    var destination = IPAddress.unspecified
    var sourcePort: UInt16 = 0
    var destinationPort: UInt16 = 0
    var hasSource = false
    var hasDestination = false
    var hasSourcePort = false
    var hasDestinationPort = false
  }

  /// As sent, before any translation.
  var original = Tuple()
  /// As answered: from where the packets went to, to where they seemed to come from.
  var reply = Tuple()

  /// True if both tuples have both addresses.
  var isComplete: Bool {
    original.hasSource && original.hasDestination && reply.hasSource && reply.hasDestination
  }

  /// Sets the endpoints of an event.
  ///
  /// - Source NAT: inside is the first source, outside the reply's destination, destination the first
  ///   destination, also where that was translated too. Without a translation outside equals inside.
  /// - Destination NAT alone, from a source that is not in a private range, is a stranger who reached
  ///   a forwarded port: outside is the endpoint that was addressed, destination the stranger, and no
  ///   inside is stated. From a private source it is a subscriber who was redirected.
  @inline(__always)
  func fill(_ event: inout Event) {
    let isRedirected = reply.source != original.destination
    let isTranslated =
      reply.destination != original.source
      || (reply.hasDestinationPort && original.hasSourcePort
        && reply.destinationPort != original.sourcePort)
    if isRedirected && !isTranslated && !original.source.isInsideRange {
      event.outside = original.destination
      event.destination = original.source
      event.fields.formUnion([.outside, .destination])
      if original.hasDestinationPort {
        event.outsidePort = original.destinationPort
        event.fields.insert(.outsidePort)
      }
      if original.hasSourcePort && original.hasDestinationPort {
        event.destinationPort = original.sourcePort
        event.fields.insert(.destinationPort)
      }
      return
    }
    event.inside = original.source
    event.outside = reply.destination
    event.destination = original.destination
    event.fields.formUnion([.inside, .outside, .destination])
    if original.hasSourcePort {
      event.insidePort = original.sourcePort
      event.fields.insert(.insidePort)
    }
    if reply.hasDestinationPort {
      event.outsidePort = reply.destinationPort
      event.fields.insert(.outsidePort)
    }
    if original.hasDestinationPort {
      event.destinationPort = original.destinationPort
      event.fields.insert(.destinationPort)
    }
  }
}

extension TranslatedFlow {
  /// A flow from its endpoints before and after the NAT.
  ///
  /// An unspecified translated address stands for no translation, a translated port 0 for the same
  /// port. With `hasPorts` false the ports mean nothing.
  @inline(__always)
  init(
    source: (IPAddress, UInt16), translatedSource: (IPAddress, UInt16),
    destination: (IPAddress, UInt16), translatedDestination: (IPAddress, UInt16), hasPorts: Bool
  ) {
    let outside = TranslatedFlow.translated(source, translatedSource)
    let reached = TranslatedFlow.translated(destination, translatedDestination)
    original = Tuple(
      source: source.0, destination: destination.0, sourcePort: source.1,
      destinationPort: destination.1, hasSource: true, hasDestination: true,
      hasSourcePort: hasPorts, hasDestinationPort: hasPorts)
    reply = Tuple(
      source: reached.0, destination: outside.0, sourcePort: reached.1,
      destinationPort: outside.1, hasSource: true, hasDestination: true,
      hasSourcePort: hasPorts, hasDestinationPort: hasPorts)
  }

  @inline(__always)
  private static func translated(
    _ plain: (IPAddress, UInt16), _ translated: (IPAddress, UInt16)
  ) -> (IPAddress, UInt16) {
    let isNone =
      translated.0 == .unspecified || translated.0.isIPv4 && translated.0.ipv4 == 0
    guard !isNone else { return plain }
    return (translated.0, translated.1 == 0 ? plain.1 : translated.1)
  }
}
