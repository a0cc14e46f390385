import Synchronization

/// The rest of an input, from which threads take blocks in turn.
///
/// Threads read the stretches of a plain file side by side; a stream they read one at a time.
final class SearchInput: Sendable {
  private struct State: ~Copyable {
    var reader: LineBlockReader
    var next = 1
    var isOver = false
  }

  private let state: Mutex<State>
  private let stretches: FileStretches?

  /// What a reader has not read yet; `stretch` is how much of a plain file one thread takes, in bytes.
  init(_ reader: consuming sending LineBlockReader, stretch: Int) {
    stretches = reader.stretches(of: stretch)
    state = Mutex(State(reader: reader))
  }

  /// Fills a shard with the next block, or marks it as the end.
  func next(into shard: inout SearchShard) {
    shard.failure = nil
    shard.isEnd = true
    guard let stretches else { return readOn(into: &shard) }
    let number = state.withLock { state in
      state.next += 1
      return state.next - 1
    }
    shard.number = number
    do throws(InputError) {
      shard.isEnd = try !stretches.read(number - 1, into: &shard.block)
    } catch {
      shard.failure = error
    }
  }

  private func readOn(into shard: inout SearchShard) {
    state.withLock { state in
      guard !state.isOver else { return }
      do throws(InputError) {
        shard.isEnd = try !state.reader.next(into: &shard.block)
      } catch {
        shard.failure = error
      }
      state.isOver = shard.isEnd
      shard.number = state.next
      state.next += 1
    }
  }

  /// Why the input ended early, or `nil`.
  var damage: String? { state.withLock { $0.reader.damage } }
}
