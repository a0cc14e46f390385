package import NATModel

/// Who is consistent with each of many requests, and nothing else: what is counted over a batch.
///
/// Three columns for all requests together, so that a million answers are a million rows and not a
/// million arrays.
package struct Outcomes: Sendable {
  /// One verdict for each request.
  private var verdicts: [Verdict]
  /// Where the subscribers of each request begin; one more entry than requests.
  private var starts: [Int]
  private var subscribers: [SubscriberID]

  /// What one request came to.
  package struct Outcome: Sendable {
    /// The verdict.
    package var verdict: Verdict
    /// Subscribers consistent with the request, in order of id.
    package var subscribers: ArraySlice<SubscriberID>
  }

  /// Outcomes in another order than they were found in: row `i` of all parts is of request
  /// `order[i]`.
  init(_ parts: [OutcomePart], order: [UInt32]) {
    verdicts = [Verdict](repeating: .none, count: order.count)
    starts = [Int](repeating: 0, count: order.count + 1)
    var row = 0
    for part in parts {
      for (verdict, count) in zip(part.verdicts, part.counts) {
        let request = Int(order[row])
        verdicts[request] = verdict
        starts[request + 1] = Int(count)
        row += 1
      }
    }
    for request in 0..<order.count { starts[request + 1] += starts[request] }
    subscribers = [SubscriberID](repeating: .unknown, count: starts[order.count])
    row = 0
    for part in parts {
      var next = 0
      for count in part.counts {
        let first = starts[Int(order[row])]
        for place in 0..<Int(count) { subscribers[first + place] = part.subscribers[next + place] }
        next += Int(count)
        row += 1
      }
    }
  }

  /// Number of requests.
  package var count: Int { verdicts.count }

  /// The outcome of the request at a position.
  package subscript(request: Int) -> Outcome {
    Outcome(
      verdict: verdicts[request],
      subscribers: subscribers[starts[request]..<starts[request + 1]])
  }
}

/// Outcomes of a run of requests, in the order in which they were answered.
struct OutcomePart: Sendable {
  var verdicts: [Verdict] = []
  /// How many of ``subscribers`` are of each request.
  var counts: [UInt32] = []
  var subscribers: [SubscriberID] = []

  /// Adds the outcome of the next request.
  mutating func append(_ verdict: Verdict, _ found: [SubscriberID]) {
    verdicts.append(verdict)
    counts.append(UInt32(found.count))
    subscribers.append(contentsOf: found)
  }
}
