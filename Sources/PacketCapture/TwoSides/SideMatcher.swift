import NATModel

/// Finds, for each stretch of a flow inside a NAT, the same one outside.
///
/// Candidates go to the same destination by the same protocol and have a packet in common: a
/// sequence number, an identification or a payload. Two packets are the same only if they lie within
/// ``window`` of each other, after the clocks of the two captures were compared. The evidence of a
/// candidate is the sum over its packets, in bits; its probability is its share of `2^bits` among all
/// candidates and the possibility that it is none of them (``missing``). What is not sure is
/// ambiguous, and no binding.
///
/// O(n log n) in the number of prints, for a bounded number of candidates to each trace.
struct SideMatcher {
  /// How far apart the same packet may be on the two sides: 1 s.
  static let window: Int64 = 1_000_000_000
  /// Weight of the possibility that the true partner is not among the candidates, in bits.
  static let missing = 5
  /// Evidence of a trace beyond this adds nothing, in bits.
  static let enough = 50
  /// Candidates compared for one trace at most.
  static let maximumCandidates = 64

  /// Probability from which on a match counts.
  var minimumConfidence = 0.99

  private let inside: SideScan
  private let outside: SideScan
  private let index: PrintIndex

  /// A matcher of two sides.
  init(inside: SideScan, outside: SideScan) {
    self.inside = inside
    self.outside = outside
    index = PrintIndex(outside)
  }

  /// A trace outside, seen as one of which an end is the NAT.
  struct Candidate: Hashable {
    var trace: Int
    var nat: FlowKey.Side
  }

  /// Finds all matches.
  func match() -> SideMatching {
    var result = SideMatching()
    result.clockOffset = clockOffset()
    var claims: [Claim] = []
    var isAmbiguous = [Bool](repeating: false, count: inside.traces.count)
    for position in inside.traces.indices where inside.traces[position].isTranslatable {
      let scored = candidates(of: position, offset: result.clockOffset)
      // A stretch inside may be two outside (its mapping ended in between); those are apart in time.
      var rest = scored.sorted { ($0.bits, $1.candidate.trace) > ($1.bits, $0.candidate.trace) }
      while let best = rest.first {
        let rivals = rest.dropFirst().filter { overlaps(best.candidate, $0.candidate) }
        let total = rivals.reduce(power(SideMatcher.missing) + power(best.bits)) {
          $0 + power($1.bits)
        }
        let confidence = power(best.bits) / total
        if confidence >= minimumConfidence {
          claims.append(Claim(inside: position, scored: best, confidence: confidence))
        } else if best.bits > 0 {
          isAmbiguous[position] = true
        }
        rest = rest.dropFirst().filter { !overlaps(best.candidate, $0.candidate) }
        if confidence < minimumConfidence { break }
      }
    }
    settle(claims, &isAmbiguous, &result)
    return result
  }

  /// What a trace inside says of one outside.
  private struct Scored {
    var candidate: Candidate
    var bits: Int
  }

  /// A trace inside that is sure of one outside.
  private struct Claim {
    var inside: Int
    var scored: Scored
    var confidence: Double
  }

  private func power(_ bits: Int) -> Double {
    Double(sign: .plus, exponent: min(bits, SideMatcher.enough), significand: 1)
  }

  /// Gives each trace outside to at most one endpoint inside, and sorts the rest.
  private func settle(
    _ claims: [Claim], _ isAmbiguous: inout [Bool], _ result: inout SideMatching
  ) {
    var byOutside: [Int: [Int]] = [:]
    for (position, claim) in claims.enumerated() {
      byOutside[claim.scored.candidate.trace, default: []].append(position)
    }
    var isMatched = [Bool](repeating: false, count: inside.traces.count)
    var isUntranslated = isMatched
    for (position, claim) in claims.enumerated() {
      let rivals = byOutside[claim.scored.candidate.trace, default: []].filter {
        inside.traces[claims[$0].inside].key != inside.traces[claim.inside].key
      }
      let total = rivals.reduce(power(SideMatcher.missing) + power(claim.scored.bits)) {
        $0 + power(claims[$1].scored.bits)
      }
      let confidence = min(claim.confidence, power(claim.scored.bits) / total)
      guard confidence >= minimumConfidence else {
        isAmbiguous[claim.inside] = true
        continue
      }
      let candidate = claim.scored.candidate
      let near = inside.traces[claim.inside]
      if outside.traces[candidate.trace].endpoint(candidate.nat)
        == near.endpoint(near.insideSide)
      {
        isUntranslated[claim.inside] = true
        continue
      }
      isMatched[claim.inside] = true
      result.matches.append(
        SideMatch(
          inside: claims[position].inside, outside: candidate.trace, outsideSide: candidate.nat,
          bits: claim.scored.bits, confidence: confidence))
    }
    for position in inside.traces.indices where !isMatched[position] {
      if isUntranslated[position] {
        result.untranslated.append(position)
      } else if isAmbiguous[position] {
        result.ambiguous.append(position)
      } else {
        result.unmatched.append(position)
      }
    }
  }

  /// True if two traces outside go on at the same time, or are one.
  private func overlaps(_ left: Candidate, _ right: Candidate) -> Bool {
    let first = outside.traces[left.trace]
    let last = outside.traces[right.trace]
    return first.start <= last.end && last.start <= first.end
  }

  /// Traces outside that share a packet with one inside, with the evidence of each.
  private func candidates(of position: Int, offset: Int64?) -> [Scored] {
    let trace = inside.traces[position]
    let side = trace.insideSide
    let isTCP = trace.key.proto == .tcp
    let destination = RemoteEndpoint(trace, side.other)
    var found: [Candidate] = []
    for print in inside.prints(of: position) {
      for key in print.keys(isTCP: isTCP, isForward: print.sender == side) {
        index.visit(
          destination.hash ^ key, near: offset.map { print.time &+ $0 }, within: SideMatcher.window
        ) { candidate in
          if found.count < SideMatcher.maximumCandidates, !found.contains(candidate),
            RemoteEndpoint(outside.traces[candidate.trace], candidate.nat.other) == destination
          {
            found.append(candidate)
          }
        }
      }
    }
    return found.map { candidate in
      Scored(
        candidate: candidate,
        bits: evidence(position, side, candidate, isTCP: isTCP, offset: offset))
    }
  }

  /// Bits of all packets that both traces have, each used once, in order.
  private func evidence(
    _ position: Int, _ side: FlowKey.Side, _ candidate: Candidate, isTCP: Bool, offset: Int64?
  ) -> Int {
    let others = outside.prints(of: candidate.trace)
    var used: UInt32 = 0
    var bits = 0
    for print in inside.prints(of: position) {
      var best: (place: Int, bits: Int)?
      for (place, other) in others.enumerated() where used >> UInt32(place) & 1 == 0 {
        guard (print.sender == side) == (other.sender == candidate.nat) else { continue }
        if let offset {
          let gap = other.time.subtractingReportingOverflow(print.time &+ offset)
          guard !gap.overflow, gap.partialValue.magnitude <= UInt64(SideMatcher.window) else {
            continue
          }
        }
        guard let own = print.evidence(other, isTCP: isTCP), own > best?.bits ?? 0 else { continue }
        best = (place, own)
      }
      if let best {
        used |= 1 << UInt32(best.place)
        bits += best.bits
      }
    }
    return bits
  }

  /// The median distance in time of what surely is the same, or 0 if nothing is.
  private func clockOffset() -> Int64 {
    var gaps: [Int64] = []
    for position in inside.traces.indices where inside.traces[position].isTranslatable {
      guard gaps.count < 1000 else { break }
      let scored = candidates(of: position, offset: nil).filter { $0.bits >= 30 }
      guard scored.count == 1, let only = scored.first else { continue }
      gaps.append(
        outside.traces[only.candidate.trace].start.since(inside.traces[position].start))
    }
    guard !gaps.isEmpty else { return 0 }
    gaps.sort()
    return gaps[gaps.count / 2]
  }
}

/// Whom a flow goes to, on either side of the NAT.
struct RemoteEndpoint: Equatable {
  let address: IPAddress
  let port: UInt16
  let proto: TransportProtocol

  /// The endpoint on a side of a trace; ICMP identifiers are translated and do not count.
  init(_ trace: FlowTrace, _ side: FlowKey.Side) {
    let endpoint = trace.endpoint(side)
    address = endpoint.address
    port = trace.key.proto == .tcp || trace.key.proto == .udp ? endpoint.port : 0
    proto = trace.key.proto
  }

  /// The same number for equal endpoints.
  var hash: UInt64 {
    let tail = UInt64(port) << 8 | UInt64(proto.rawValue)
    let product = (address.high ^ tail &* 0x9e37_79b9_7f4a_7c15 ^ 0x94d0_49bb_1331_11eb)
      .multipliedFullWidth(by: address.low ^ 0xbf58_476d_1ce4_e5b9)
    return product.high ^ product.low
  }
}
