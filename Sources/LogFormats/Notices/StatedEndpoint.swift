import NATModel

/// An address with the port that stands beside it, as people and programs write them.
///
/// `192.0.2.1`, `192.0.2.1:443`, `[2001:db8::1]:443`, tcpdump's `192.0.2.1.443`; a protocol may follow
/// a slash.
struct StatedEndpoint: Hashable, Sendable {
  var address: IPAddress
  var port: UInt16?
  var proto: TransportProtocol?

  /// An endpoint that fills a text, or `nil`.
  init?(_ text: some StringProtocol) {
    var text = String(text)
    if let slash = text.lastIndex(of: "/"),
      let proto = TransportProtocol(name: String(text[text.index(after: slash)...]))
    {
      self.proto = proto
      text = String(text[..<slash])
    }
    let dots = text.utf8.count { $0 == UInt8(ascii: ".") }
    if dots == 4, !text.contains(":"), let last = text.lastIndex(of: "."),
      let address = IPAddress(String(text[..<last])),
      let port = UInt16(text[text.index(after: last)...])
    {
      self.address = address
      self.port = port
      return
    }
    guard let (address, port) = try? Request.endpoint(parsing: text) else { return nil }
    // A bare number or a time of day is no address, whatever IPv6 allows.
    guard address.isIPv4 || text.utf8.count(where: { $0 == UInt8(ascii: ":") }) > 2 else {
      return nil
    }
    self.address = address
    self.port = port
  }

  /// Every endpoint in a text, in order, with the word before it in lower case.
  static func all(in text: some StringProtocol) -> [(endpoint: StatedEndpoint, word: String)] {
    var found: [(StatedEndpoint, String)] = []
    var word = ""
    let separators: Set<Character> = [" ", "\t", ",", ";", "(", ")", "<", "\"", "'", "=", "|"]
    for token in text.split(whereSeparator: { separators.contains($0) }) {
      var trimmed = token[...]
      while let last = trimmed.last, ".:>".contains(last), StatedEndpoint(trimmed) == nil {
        trimmed = trimmed.dropLast()
      }
      if let endpoint = StatedEndpoint(trimmed) {
        found.append((endpoint, word))
        word = ""
      } else {
        word = token.lowercased()
      }
    }
    return found
  }
}

/// Fields with a name, as `Source-Port: 40021` or `SPT=40021`: which of a request's fields they are.
enum NoticeField: Sendable {
  case outside
  case outsidePort
  case proto
  case destination
  case destinationPort
  case time
  case tolerance
  case label

  /// The field of a name, whatever its case, blanks and hyphens; `nil` for other names.
  init?(_ name: some StringProtocol) {
    let plain = name.lowercased().filter { $0.isLetter || $0.isNumber }
    switch plain {
    case "ip", "address", "ipaddress", "source", "sourceip", "sourceaddress", "srcip", "src",
      "sourceidentifier", "outside", "outsideaddress", "clientip", "attackerip", "offendingip",
      "publicip":
      self = .outside
    case "port", "sourceport", "srcport", "sport", "spt", "outsideport", "clientport":
      self = .outsidePort
    case "protocol", "proto", "transportprotocol": self = .proto
    case "destination", "destinationip", "destinationaddress", "dstip", "dst", "target",
      "targetip", "destip", "server", "serverip":
      self = .destination
    case "destinationport", "dstport", "dport", "dpt", "targetport", "serverport", "destport":
      self = .destinationPort
    case "time", "date", "timestamp", "datetime", "arrivaldate", "when", "eventdate", "at":
      self = .time
    case "tolerance", "clockerror", "toleranceseconds": self = .tolerance
    case "label", "case", "caseid", "reference", "id", "reportid": self = .label
    default: return nil
    }
  }
}

/// Collects named fields into one request.
struct NoticeFields {
  private var values: [NoticeField: String] = [:]
  private(set) var line = 0

  /// True if nothing was set.
  var isEmpty: Bool { values.isEmpty }
  /// True if the field was set.
  func has(_ field: NoticeField) -> Bool { values[field] != nil }

  /// Sets a field that has not been set yet.
  mutating func set(_ field: NoticeField, _ value: some StringProtocol, line: Int) {
    let trimmed = value.drop { $0 == " " || $0 == "\"" || $0 == "\t" }
    let text = String(trimmed.reversed().drop { $0 == " " || $0 == "\"" || $0 == "," }.reversed())
    guard !text.isEmpty, values[field] == nil else { return }
    values[field] = text
    if self.line == 0 { self.line = line }
  }

  /// The request; throws what is wrong with it.
  func request() throws(NoticeFault) -> StatedRequest {
    guard let text = values[.time] else {
      throw NoticeFault(line, .missingField, "no time")
    }
    guard let time = StatedTime.first(in: text)?.time else {
      throw NoticeFault(line, .malformedTime, text)
    }
    var request = StatedRequest(time: time, line: line)
    if let stated = values[.outside] {
      guard let endpoint = StatedEndpoint(stated) else {
        throw NoticeFault(line, .malformedAddress, stated)
      }
      request.outside = endpoint.address
      request.outsidePort = endpoint.port
      request.proto = endpoint.proto
    }
    if let stated = values[.destination] {
      guard let endpoint = StatedEndpoint(stated) else {
        throw NoticeFault(line, .malformedAddress, stated)
      }
      request.destination = endpoint.address
      request.destinationPort = endpoint.port
    }
    guard request.outside != nil || request.destination != nil else {
      throw NoticeFault(line, .missingField, "no address")
    }
    request.outsidePort = try port(.outsidePort) ?? request.outsidePort
    request.destinationPort = try port(.destinationPort) ?? request.destinationPort
    if let stated = values[.proto] {
      guard let proto = TransportProtocol(name: stated) else {
        throw NoticeFault(line, .malformedRecord, stated)
      }
      request.proto = proto
    }
    if let stated = values[.tolerance] {
      guard let seconds = Double(stated.filter { $0 != "s" }), seconds >= 0, seconds < 1e9 else {
        throw NoticeFault(line, .malformedNumber, stated)
      }
      request.tolerance = Int64(seconds * 1e9)
    }
    request.label = values[.label] ?? ""
    return request
  }

  private func port(_ field: NoticeField) throws(NoticeFault) -> UInt16? {
    guard let stated = values[field] else { return nil }
    guard let port = UInt16(stated) else { throw NoticeFault(line, .malformedPort, stated) }
    return port
  }
}

extension NoticeContent {
  /// Adds what named fields ask for, or what is wrong with them.
  mutating func add(_ fields: NoticeFields) {
    guard !fields.isEmpty else { return }
    do throws(NoticeFault) {
      requests.append(try fields.request())
    } catch {
      faults.append(error)
    }
  }
}
