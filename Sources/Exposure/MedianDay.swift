import NATModel
import Retention
import Synchronization

/// Chooses a subscriber and a day in the first log that allows it, and collects what each log holds of
/// them while logs come and go.
final class MedianDay: Sendable {
  private struct State {
    var chosen: SubscriberDay?
    var strips: [SubscriberDay.Strip?]
    /// Logs seen before somebody was chosen: they have no record with a time.
    var waiting: [(place: Int, log: RetainedLog, regime: Regime)] = []
  }

  private let state: Mutex<State>

  /// Nobody chosen; so many logs will come.
  init(count: Int) {
    state = Mutex(State(strips: [SubscriberDay.Strip?](repeating: nil, count: count)))
  }

  /// Looks at a log; logs must come from the highest rung down, regimes without a rung last.
  func look(at place: Int, _ log: RetainedLog, _ regime: Regime) {
    state.withLock { state in
      if state.chosen == nil, regime.rung != nil {
        state.chosen = SubscriberDay.ofMedianSubscriber(in: log, under: regime)
      }
      state.waiting.append((place, log, regime))
      guard let day = state.chosen else { return }
      for waiting in state.waiting {
        state.strips[waiting.place] = day.strip(waiting.regime, waiting.log)
      }
      state.waiting = []
    }
  }

  /// The day with its strips, in the order of places; `nil` if no record states a time.
  var day: SubscriberDay? {
    state.withLock { state in
      guard var day = state.chosen else { return nil }
      day.strips = state.strips.compactMap { $0 }
      return day
    }
  }
}
