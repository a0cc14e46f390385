import NATModel

@testable import Exposure

extension [Figure] {
  /// The figure of a part, for one type of request where the measure has several.
  func part(_ name: String, _ request: RequestKind? = nil) -> Figure? {
    first { $0.part == name && $0.request == request }
  }
}

extension Measure {
  /// Both steps at once.
  func figures(
    _ world: SmallWorld, _ regime: String, asked: [Request] = [], truth: Truth? = nil,
    knowledge: Knowledge = .nothing
  ) -> [Figure] {
    score(infer(from: world.log(regime), knowing: knowledge, asked: asked), truth: truth)
  }
}
