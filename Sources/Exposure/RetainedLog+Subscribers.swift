package import NATModel
package import Retention

extension RetainedLog {
  /// Position of a subscriber in ``subscribers``, or `nil` for a subscriber not known.
  ///
  /// Ids are positions in the provider's table (see ``SubscriberID``), so no search is needed.
  package func index(of subscriber: SubscriberID) -> Int? {
    let index = Int(subscriber.rawValue)
    return index < subscribers.count ? index : nil
  }
}
