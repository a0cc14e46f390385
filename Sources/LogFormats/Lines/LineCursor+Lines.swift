/// Records of several lines.
extension LineCursor {
  /// Reads the next line of a record that has several, without its line break; `nil` at the end.
  @_lifetime(copy self)
  mutating func readLine() -> LineCursor? {
    guard !isAtEnd else { return nil }
    let end = find(0x0a) ?? self.end
    let hasReturn = end > position && byte(at: end - 1) == 0x0d
    let line = LineCursor(bytes, from: position, to: hasReturn ? end - 1 : end)
    seek(to: min(end + 1, self.end))
    return line
  }
}
