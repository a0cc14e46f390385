/// A number said in a sentence, and where to check it.
struct Claim: Sendable {
  /// As it stands in the sentence.
  var text: String
  /// The number.
  var value: Double
  /// Its unit.
  var unit: String
  /// Where it stands in `report.json` (RFC 6901).
  var pointer: String
  /// 95 % interval, where there is one.
  var interval: ClosedRange<Double>?
  /// What it is computed over, in short.
  var basis: String
  /// Id of the measure, or how the number is derived.
  var method: String
}

/// A sentence in which every number is a claim.
struct Sentence: Sendable, ExpressibleByStringInterpolation {
  /// Words or a number.
  enum Piece: Sendable {
    case words(String)
    case claim(Claim)
  }

  /// What the sentence is made of, in order.
  private(set) var pieces: [Piece]

  /// A sentence without numbers.
  init(stringLiteral value: String) { pieces = [.words(value)] }

  /// A sentence from pieces.
  init(stringInterpolation: Interpolation) { pieces = stringInterpolation.pieces }

  /// A sentence from others, with something between them.
  init(joining sentences: [Sentence], separator: String) {
    pieces = sentences.enumerated().flatMap {
      ($0.offset == 0 ? [] : [.words(separator)]) + $0.element.pieces
    }
  }

  /// The words as a reader sees them.
  var text: String {
    pieces.map { piece in
      switch piece {
      case .words(let words): words
      case .claim(let claim): claim.text
      }
    }.joined()
  }

  /// Collects words and numbers of a literal.
  struct Interpolation: StringInterpolationProtocol {
    fileprivate var pieces: [Piece] = []

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ literal: String) { pieces.append(.words(literal)) }
    mutating func appendInterpolation(_ words: String) { pieces.append(.words(words)) }
    mutating func appendInterpolation(_ claim: Claim) { pieces.append(.claim(claim)) }
    mutating func appendInterpolation(_ sentence: Sentence) { pieces += sentence.pieces }
  }
}
