import Correlation
import Exposure
import LogFormats
import NATModel
import Simulation

/// A small file that stands beside a log and is recognised by its first line.
enum ListedFile {
  /// Who has which inside address.
  case subscribers(SubscriberList)
  /// How the NAT hands out ports.
  case configuration(NATConfiguration)
  /// Which names an address serves.
  case names(NameList)
  /// What each site's page loads.
  case fingerprints(FingerprintList)
  /// Which sites belong to a special category.
  case categories(CategoryList)
  /// What really happened.
  case truth(TruthFile)
  /// A description of a recording or a simulation, or what belongs to one; passed over.
  case notes

  /// No list is larger than this; a larger file that begins like one is refused.
  private static let limit = 256 << 20

  /// What the file is for, in a phrase.
  var role: String {
    switch self {
    case .subscribers(let list): "list of subscribers, \(list.entries.count) inside addresses"
    case .configuration(let configuration):
      "NAT configuration: \(configuration.behavior.rawValue), \(configuration.ranges.count) ranges"
    case .names(let list): "list of \(list.count) names at \(list.names.count) addresses"
    case .fingerprints(let list): "list of what the pages of \(list.sites.count) sites load"
    case .categories(let list):
      "list of \(list.categories.count) sites in \(list.names.count) categories"
    case .truth(let file):
      "truth: \(file.truth.visits.count) visits, \(file.truth.requesters.count) requests"
    case .notes: "description of a recording or simulation; not used"
    }
  }

  /// Format id for reports.
  var format: String {
    switch self {
    case .subscribers: "subscriber-list"
    case .configuration: NATConfigurationFile.schema
    case .names: "name-list"
    case .fingerprints: "fingerprint-list"
    case .categories: "category-list"
    case .truth: "truth"
    case .notes: "notes"
    }
  }

  /// Lines that could not be read.
  var malformed: Int {
    switch self {
    case .subscribers(let list): list.malformed.count
    case .names(let list): list.malformed.count
    case .fingerprints(let list): list.malformed.count
    case .categories(let list): list.malformed.count
    case .truth(let file): file.malformed.count
    case .configuration, .notes: 0
    }
  }

  /// True if the first bytes of a file begin like one of these lists.
  static func recognises(_ head: [UInt8]) -> Bool {
    let line = firstLine(head)
    let columns = Set(line.lowercased().split(separator: ",").map { $0.filter { $0 != " " } })
    return columns.isSuperset(of: ["subscriber", "inside"])
      || columns.isSuperset(of: ["name", "address"])
      || columns.isSuperset(of: ["site", "host", "address"])
      || columns.isSuperset(of: ["site", "category"])
      || isJSONDocument(head, NATConfigurationFile.schema)
      || isNotes(head) || TruthFile.recognises(firstLine: line)
  }

  /// True for what `simulate` and the lab write about their worlds.
  private static func isNotes(_ head: [UInt8]) -> Bool {
    let line = firstLine(head)
    return isJSONDocument(head, "natlens.lab-setup/1")
      || line.hasPrefix("gate,measured,target,") || line.hasPrefix("# natlens.scenario/1")
  }

  /// The list in an opened file, or `nil` if it only looked like one.
  /// - Throws: ``CommandFailure`` if the list is malformed or too large.
  init?(_ source: consuming InputSource) throws {
    let name = source.name
    let head = source.firstBytes
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try source.read(into: &buffer, range: 0..<buffer.count)
      guard count > 0 else { break }
      bytes.append(contentsOf: buffer[..<count])
      guard bytes.count <= ListedFile.limit else {
        throw CommandFailure(.badData, seen: "\(name): a list larger than 256 MiB")
      }
    }
    if ListedFile.isJSONDocument(head, NATConfigurationFile.schema) {
      do {
        self = .configuration(try NATConfigurationFile.decode(bytes))
      } catch {
        throw CommandFailure(.badData, seen: "\(name): not a usable NAT configuration: \(error)")
      }
    } else if ListedFile.isNotes(head) {
      self = .notes
    } else if let list = SubscriberList(bytes) {
      self = .subscribers(list)
    } else if let list = FingerprintList(bytes) {
      self = .fingerprints(list)
    } else if let list = CategoryList(bytes) {
      self = .categories(list)
    } else if let list = NameList(bytes) {
      self = .names(list)
    } else if TruthFile.recognises(firstLine: ListedFile.firstLine(head)) {
      self = .truth(TruthFile(bytes, origin: "recorded by the clients"))
    } else {
      return nil
    }
  }

  private static func firstLine(_ head: [UInt8]) -> String {
    String(decoding: head.prefix(4096).prefix { $0 != 0x0a && $0 != 0x0d }, as: UTF8.self)
  }

  private static func isJSONDocument(_ head: [UInt8], _ schema: String) -> Bool {
    guard head.first == UInt8(ascii: "{") else { return false }
    return String(decoding: head.prefix(200), as: UTF8.self).contains("\"\(schema)\"")
  }
}
