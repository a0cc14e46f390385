import NATModel

/// Subscribers that occur, each once: filled, read and emptied many times over.
///
/// One bit for each subscriber id up to the highest seen. Emptying costs only what was put in, and no
/// room is given back, so that a batch of requests allocates nothing for each.
struct SubscriberSet: Sendable {
  private var words: [UInt64] = []
  /// Who was put in, in order of first insertion or, after ``sort()``, of id.
  private(set) var members: [SubscriberID] = []

  /// Puts a subscriber in.
  ///
  /// - Complexity: O(1), and O(id) once for an id above all before.
  mutating func insert(_ subscriber: SubscriberID) {
    let word = Int(subscriber.rawValue >> 6)
    let bit = UInt64(1) << UInt64(subscriber.rawValue & 63)
    if word >= words.count {
      words.append(
        contentsOf: repeatElement(0, count: max(word + 1, words.count * 2) - words.count))
    }
    guard words[word] & bit == 0 else { return }
    words[word] |= bit
    members.append(subscriber)
  }

  /// Puts ``members`` in order of id.
  mutating func sort() {
    if members.count > 1 { members.sort() }
  }

  /// Takes everybody out.
  mutating func removeAll() {
    for member in members { words[Int(member.rawValue >> 6)] = 0 }
    members.removeAll(keepingCapacity: true)
  }
}
