import NATModel

/// One field of the records that are written: its element, its length, and where it comes from.
enum WrittenField: UInt8, CaseIterable, Sendable {
  case eventMilliseconds, eventSeconds, natEvent
  case startMilliseconds, startSeconds, endMilliseconds, endSeconds
  case inside4, inside6, insidePort, outside4, outside6, outsidePort, rangeFirst, rangeLast
  case destination4, destination6, destinationPort, postDestination4, postDestinationPort
  case proto, flow, totalOctets, totalPackets, deltaOctets, deltaPackets
  case user, vrfName

  /// Number of the information element.
  var element: UInt16 {
    switch self {
    case .eventMilliseconds: 323
    case .eventSeconds: 322
    case .natEvent: 230
    case .startMilliseconds: 152
    case .startSeconds: 150
    case .endMilliseconds: 153
    case .endSeconds: 151
    case .inside4: 8
    case .inside6: 27
    case .insidePort: 7
    case .outside4: 225
    case .outside6: 281
    case .outsidePort: 227
    case .rangeFirst: 361
    case .rangeLast: 362
    case .destination4: 12
    case .destination6: 28
    case .destinationPort: 11
    case .postDestination4: 226
    case .postDestinationPort: 228
    case .proto: 4
    case .flow: 148
    case .totalOctets: 85
    case .totalPackets: 86
    case .deltaOctets: 1
    case .deltaPackets: 2
    case .user: 371
    case .vrfName: 236
    }
  }

  /// Octets, or ``TemplateField/variable``.
  var length: UInt16 {
    switch self {
    case .natEvent, .proto: 1
    case .insidePort, .outsidePort, .rangeFirst, .rangeLast, .destinationPort,
      .postDestinationPort:
      2
    case .eventSeconds, .startSeconds, .endSeconds, .inside4, .outside4, .destination4,
      .postDestination4:
      4
    case .inside6, .outside6, .destination6: 16
    case .user, .vrfName: TemplateField.variable
    default: 8
    }
  }
}
