import NATModel

/// Automated Copyright Notice System: XML in the body of a mail.
///
/// ```xml
/// <Infringement><Source><TimeStamp>2026-03-14T20:07:33Z</TimeStamp>
/// <IP_Address>203.0.113.7</IP_Address><Port>40021</Port></Source></Infringement>
/// ```
///
/// One request for each `Source`, labelled with the notice's `Case` `ID`. Elements are found by name;
/// nothing of XML but elements is looked at, and entities are not expanded.
package struct ACNSNotice: NoticeFormat {
  package let id = "acns"
  package let title = "Automated Copyright Notice System, XML"
  package let documentation = "ACNS 1.2 schema, acns.net; MPAA notices"

  /// The format.
  package init() {}

  package func recognises(_ text: NoticeText) -> Bool {
    text.contains { $0.contains("<Infringement") }
      && text.contains { $0.contains("<IP_Address>") }
  }

  package func read(_ text: NoticeText) -> NoticeContent {
    var content = NoticeContent()
    var fields = NoticeFields()
    var isInSource = false
    var caseID = ""
    var isInCase = false
    for (number, line) in text.lines {
      for element in ACNSNotice.elements(line) {
        switch element.name {
        case "Case": isInCase = true
        case "/Case": isInCase = false
        case "ID" where isInCase: caseID = element.value
        case "Source":
          isInSource = true
          fields = NoticeFields()
        case "/Source":
          if !caseID.isEmpty { fields.set(.label, caseID, line: number) }
          content.add(fields)
          isInSource = false
        case "TimeStamp" where isInSource: fields.set(.time, element.value, line: number)
        case "IP_Address" where isInSource: fields.set(.outside, element.value, line: number)
        case "Port" where isInSource: fields.set(.outsidePort, element.value, line: number)
        default: break
        }
      }
    }
    if content.requests.isEmpty && content.faults.isEmpty {
      content.faults.append(NoticeFault(1, .missingField, "no <Source> with its end"))
    }
    return content
  }

  /// Elements in order: name without attributes, and the text up to the next element.
  private static func elements(_ line: String) -> [(name: String, value: String)] {
    line.split(separator: "<").compactMap { part in
      guard let end = part.firstIndex(of: ">") else { return nil }
      let name = part[..<end].prefix { $0 != " " && $0 != "\t" }
      return (String(name), String(part[part.index(after: end)...]))
    }
  }
}
