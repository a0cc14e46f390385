#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

import Synchronization

/// Ctrl-C: reading stops after the current batch, results so far are printed and marked partial.
///
/// A second Ctrl-C ends the process at once.
enum Interrupt {
  private static let raised = Atomic<Bool>(false)

  /// True once the user has interrupted.
  static var isRaised: Bool { raised.load(ordering: .relaxed) }

  /// Begins to listen; called once, before the command runs.
  static func listen() {
    _ = signal(SIGINT) { _ in
      Interrupt.raised.store(true, ordering: .relaxed)
      _ = signal(SIGINT, SIG_DFL)
    }
  }
}
