/// How a host name is written where names are compared: in logs, in lists, in truth.
enum HostName {
  /// A host name in lower case, without the root's dot (RFC 4343; RFC 1034 section 3.1).
  static func canonical(_ name: String) -> String {
    let lower = name.lowercased()
    return lower.hasSuffix(".") ? String(lower.dropLast()) : lower
  }
}
