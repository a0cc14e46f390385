import LogFormats
import PacketCapture

/// Which of the inputs are captures of the two sides of a NAT.
struct CaptureSides {
  /// Positions of captures inside, if there are captures of both sides; else empty.
  private(set) var inside: Set<Int> = []
  /// Positions of captures outside, likewise.
  private(set) var outside: Set<Int> = []

  /// The sides of the captures among the inputs: as stated, else as their first packets tell.
  ///
  /// Standard input cannot be looked at beforehand and counts only if its side is stated.
  init(_ names: [String], _ options: SideOptions) {
    // A modelled NAT takes the place of the one that the other side would show.
    guard options.modelNat == nil else { return }
    let captures = names.indices.filter { names[$0] != "-" && CaptureSides.isCapture(names[$0]) }
    guard captures.count > 1 else { return }
    var found: (inside: Set<Int>, outside: Set<Int>) = ([], [])
    for position in captures {
      switch options.side(of: names[position]) ?? (try? TwoSides.side(of: names[position])) {
      case .inside: found.inside.insert(position)
      case .outside: found.outside.insert(position)
      case .unclear, nil: break
      }
    }
    guard !found.inside.isEmpty, !found.outside.isEmpty else { return }
    (inside, outside) = found
  }

  /// True if there are captures of both sides.
  var areBoth: Bool { !inside.isEmpty }

  /// The side of an input that is read together with others.
  func side(of position: Int) -> CaptureSide? {
    if inside.contains(position) { return .inside }
    return outside.contains(position) ? .outside : nil
  }

  private static func isCapture(_ name: String) -> Bool {
    guard let source = try? InputSource.open(name) else { return false }
    return source.kind == .pcap || source.kind == .pcapng
  }
}
