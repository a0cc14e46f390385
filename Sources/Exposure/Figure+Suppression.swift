extension Figure {
  /// The figure as it may stand in a published table: withheld, visibly, if it rests on too few
  /// subscribers.
  ///
  /// Withheld if its subscribers are 1 to `minimum - 1`; or, where the denominator counts
  /// subscribers, if 1 to `minimum - 1` of them are inside or outside the share (one of the two
  /// tells the other). Numbers that hold by construction and figures without a number stay: they
  /// say nothing about anybody. Coordinates, unit and note stay; value, counts and interval go.
  package func suppressed(below minimum: Int) -> Figure {
    guard status == .computed, rests(onFewerThan: minimum) else { return self }
    var figure = self
    figure.status = .suppressed(below: minimum)
    figure.value = nil
    figure.numerator = nil
    figure.denominator = 0
    figure.interval = nil
    figure.intervalMethod = ""
    figure.subscribers = nil
    return figure
  }

  private func rests(onFewerThan minimum: Int) -> Bool {
    func isFew(_ count: Int) -> Bool { count > 0 && count < minimum }
    if note.hasPrefix("0 by construction") { return false }
    let countsSubscribers = denominatorOf == "subscribers"
    if let subscribers, isFew(subscribers) { return true }
    guard countsSubscribers else { return false }
    if isFew(denominator) { return true }
    guard let numerator else { return false }
    return isFew(numerator) || isFew(denominator - numerator)
  }
}

extension [Figure] {
  /// The figures with every small cell withheld (fewer than 5 subscribers unless stated).
  package func suppressed(below minimum: Int = 5) -> [Figure] {
    map { $0.suppressed(below: minimum) }
  }
}
