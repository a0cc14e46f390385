package import NATModel

/// A way in which somebody who wants an attribution writes down what is known: an abuse report, a
/// court's list, a line of a firewall.
///
/// A format is one file in this folder and one line in ``NoticeFormats/all``. Notices are short and
/// read as text; logs of servers are dialects, not notices.
package protocol NoticeFormat: Sendable {
  /// Name on the command line and in reports (`x-arf`).
  var id: String { get }
  /// What it is, for people.
  var title: String { get }
  /// Where the form is documented.
  var documentation: String { get }

  /// True if a text is in this form; decided from what only this form has.
  func recognises(_ text: NoticeText) -> Bool

  /// What the text asks for.
  ///
  /// Whatever cannot be read is a ``NoticeFault`` with its line; what stands beside it is kept.
  func read(_ text: NoticeText) -> NoticeContent
}

/// Every form of notice, the most particular first: the first that recognises a text reads it.
package enum NoticeFormats {
  /// The list: one line for each file of this folder.
  package static let all: [any NoticeFormat] = [
    ACNSNotice(),
    XARFReport(),
    FeedbackReport(),
    RequestTable(),
    FirewallLines(),
    TcpdumpLines(),
    FlowLines(),
    FreeText(),
  ]

  /// The form of an id, or `nil`.
  package static func format(_ id: String) -> (any NoticeFormat)? { all.first { $0.id == id } }

  /// The form that a text is in, or `nil`.
  package static func recognised(_ text: NoticeText) -> (any NoticeFormat)? {
    all.first { $0.recognises(text) }
  }
}

/// The text of one notice, cut into lines.
package struct NoticeText: Sendable {
  /// No notice is longer than this; what follows is not read.
  package static let limit = 16 << 20

  /// Lines without their breaks, each with its number from 1.
  package let lines: [(number: Int, text: String)]

  /// A text from bytes; those that are not UTF-8 are replaced.
  ///
  /// Line breaks of quoted-printable (a `=` at the line's end, RFC 2045 section 6.7) are undone.
  package init(_ bytes: some Collection<UInt8>) {
    var lines: [(Int, String)] = []
    var continues = false
    let text = String(decoding: bytes.prefix(NoticeText.limit), as: UTF8.self)
    for (index, line) in text.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    ).enumerated() {
      let isCut = line.hasSuffix("=") && !line.hasSuffix("==")
      let part = isCut ? line.dropLast() : line
      if continues {
        lines[lines.count - 1].1 += part
      } else {
        lines.append((index + 1, String(part)))
      }
      continues = isCut
    }
    self.lines = lines
  }

  /// True if a line satisfies the predicate.
  func contains(_ predicate: (String) -> Bool) -> Bool { lines.contains { predicate($0.text) } }
}

/// What a notice asks for.
package struct NoticeContent: Sendable {
  /// Requests in order.
  package var requests: [StatedRequest] = []
  /// What could not be read.
  package var faults: [NoticeFault] = []

  /// Nothing.
  package init() {}
}

/// A part of a notice that gave no request.
package struct NoticeFault: Error, Hashable, Sendable {
  /// Its line, from 1.
  package let line: Int
  /// Why.
  package let reason: RejectReason
  /// What stands there, at most 160 characters.
  package let excerpt: String

  init(_ line: Int, _ reason: RejectReason, _ text: some StringProtocol) {
    self.line = line
    self.reason = reason
    excerpt = String(text.prefix(160))
  }

  /// A request whose time turned out not to exist.
  package init(_ stated: StatedRequest, _ reason: RejectReason) {
    self.init(stated.line, reason, stated.time.civil)
  }
}

/// A request as it was written: its time may lack the zone.
package struct StatedRequest: Hashable, Sendable {
  /// When.
  package var time: StatedTime
  /// The shared address.
  package var outside: IPAddress?
  /// The port at it.
  package var outsidePort: UInt16?
  /// The protocol.
  package var proto: TransportProtocol?
  /// The remote server.
  package var destination: IPAddress?
  /// The port at it.
  package var destinationPort: UInt16?
  /// Clock error that the requester states, in nanoseconds, or `nil`.
  package var tolerance: Int64?
  /// What the requester calls it: a case number, or empty.
  package var label = ""
  /// The line it stands in, from 1.
  package var line: Int

  /// A request of which only the time is known.
  init(time: StatedTime, line: Int) {
    self.time = time
    self.line = line
  }

  /// The request, its time completed; `nil` if it states no zone and none is given.
  ///
  /// - Parameters:
  ///   - tolerance: nanoseconds, where the request states none.
  ///   - localTime: turns a civil time (`2026-03-14T21:07:33`) into an instant.
  /// - Returns: the request, or `nil`.
  package func request(
    tolerance: Int64, localTime: (String) -> Timestamp? = { _ in nil }
  ) -> Request? {
    guard let instant = time.instant(localTime) else { return nil }
    return Request(
      time: instant, resolution: time.resolution, tolerance: self.tolerance ?? tolerance,
      outside: outside, outsidePort: outsidePort, proto: proto, destination: destination,
      destinationPort: destinationPort, label: label)
  }
}
