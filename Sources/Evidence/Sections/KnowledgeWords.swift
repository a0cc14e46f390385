import Exposure

/// What a reader of the records knows besides them, in words for people.
enum KnowledgeWords {
  /// One sentence for a level.
  static func sentence(_ level: Knowledge.Level) -> String {
    switch level {
    case .k0: "Read by somebody who has nothing but the records (K0):"
    case .k1: "Read by somebody who also has a public list of which sites each address serves (K1):"
    case .k2: "Read by somebody who also knows which addresses each web page loads (K2):"
    case .k3: "Read by somebody who also has earlier days of the same records (K3):"
    }
  }
}
