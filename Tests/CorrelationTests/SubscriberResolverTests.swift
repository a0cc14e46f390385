import Correlation
import NATModel
import Testing

@Suite struct SubscriberResolverTests {
  @Test func `the realm decides before no realm, and time before permanence`() {
    var texts = TextTable()
    let realm = texts.intern("vrf1")
    var directory = SubscriberDirectory()
    let everywhere = directory.id(of: "everywhere")
    let inRealm = directory.id(of: "in-realm")
    let guest = directory.id(of: "guest")
    let always = TimeSpan(start: .distantPast, end: .distantFuture)
    var resolver = SubscriberResolver(
      [
        Assignment(subscriber: everywhere, inside: Log.inside, span: always),
        Assignment(subscriber: inRealm, realm: realm, inside: Log.inside, span: always),
        Assignment(subscriber: guest, inside: Log.inside, span: Log.span(10, 20)),
      ], directory: directory, texts: texts)
    func holder(_ realm: TextID, _ time: Double) -> SubscriberID {
      resolver.subscriber(realm: realm, inside: Log.inside, text: .none, at: Log.seconds(time))
    }
    #expect(holder(realm, 15) == inRealm)
    #expect(holder(.none, 15) == guest)
    #expect(holder(.none, 20) == everywhere)
    #expect(holder(texts.intern("vrf2"), 5) == everywhere)
    let nobody = resolver.subscriber(realm: .none, inside: nil, text: .none, at: Log.seconds(0))
    #expect(nobody == .unknown)
  }
}
