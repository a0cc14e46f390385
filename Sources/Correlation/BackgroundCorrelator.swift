import Dispatch
package import NATModel
import Synchronization

/// A ``Correlator`` that takes events on a thread of its own, so that reading goes on meanwhile.
///
/// Batches are taken one after the other in the order received, so that the ledger is the same as that
/// of a ``Correlator``. The reader waits while a few batches are in hand: memory does not grow when it
/// is the faster of the two.
package final class BackgroundCorrelator: EventSink, Sendable {
  private let correlator: Mutex<Correlator>
  private let queue = DispatchQueue(label: "natlens.correlator")
  private let room = DispatchSemaphore(value: 8)

  /// A correlator that has seen nothing.
  package init(options: CorrelatorOptions = CorrelatorOptions()) {
    correlator = Mutex(Correlator(options: options))
  }

  /// Takes a batch; never asks to stop.
  package func receive(_ batch: EventBatch, texts: TextTable) -> Bool {
    room.wait()
    queue.async {
      // Events are kept as they are; texts are needed only when all is read.
      _ = self.correlator.withLock { $0.receive(batch, texts: TextTable()) }
      self.room.signal()
    }
    return true
  }

  /// The correlator that has taken everything received, once; this one is empty then.
  package func finished() -> Correlator {
    queue.sync {}
    return correlator.withLock { correlator in
      let full = correlator
      correlator = Correlator()
      return full
    }
  }
}
