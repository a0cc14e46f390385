import NATModel

/// The names of the inputs as a form of output shows them, made once.
struct InputNames: Sendable {
  private var texts = TextTable()
  private var ids: [TextID] = []

  /// Names in the order of the inputs; `show` writes one as it is to appear.
  init(_ names: [String], as show: (Span<UInt8>, inout TextOutput) -> Void) {
    for name in names {
      var shown = TextOutput()
      show(Array(name.utf8).span, &shown)
      ids.append(texts.intern(shown.span))
    }
  }

  /// True if the input at a position has a name.
  @inline(__always)
  func contains(_ file: UInt32) -> Bool { Int(file) < ids.count }

  /// Writes the name of the input at a position, or nothing if it has none.
  @inline(__always)
  func write(_ file: UInt32, to output: inout TextOutput) {
    if contains(file) { output.write(ids[Int(file)], of: texts) }
  }
}
