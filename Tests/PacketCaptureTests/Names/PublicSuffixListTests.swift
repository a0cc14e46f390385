import Testing

@testable import PacketCapture

@Suite struct PublicSuffixListTests {
  @Test(
    "sites of names, by rules that have stood for many years",
    arguments: [
      ("example.com", "example.com"), ("www.example.com", "example.com"),
      ("a.b.c.example.com", "example.com"), ("www.example.co.uk", "example.co.uk"),
      ("user.github.io", "user.github.io"), ("x.user.github.io", "user.github.io"),
      ("www.ck", "www.ck"), ("a.b.ck", "a.b.ck"), ("city.kawasaki.jp", "city.kawasaki.jp"),
      ("x.y.unlisted", "y.unlisted"),
      ("www.xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn"),
    ])
  func sites(host: String, site: String) throws {
    let list = try #require(PublicSuffixList.builtin)
    #expect(list.registrableDomain(of: host) == site)
    #expect(list.site(of: host) == site)
  }

  @Test(
    "hosts without a registrable domain are sites of their own",
    arguments: [
      "com", "co.uk", "localhost", "192.0.2.1", "2001:db8::1", "", ".", "a\u{0}b.com",
    ])
  func none(host: String) throws {
    let list = try #require(PublicSuffixList.builtin)
    #expect(list.registrableDomain(of: host) == nil)
    #expect(list.site(of: host) == host)
  }

  @Test("odd and long names do no harm")
  func hostile() throws {
    let list = try #require(PublicSuffixList.builtin)
    for host in [
      "..com", ".example.com", "example.com.", #"a\032b.example.com"#,
      String(repeating: "a.", count: 5000) + "com", String(repeating: "x", count: 100_000),
    ] {
      #expect(list.site(of: host).utf8.count <= host.utf8.count)
    }
    #expect(list.version.contains("libpsl"))
  }
}
