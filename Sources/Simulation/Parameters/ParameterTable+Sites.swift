extension ParameterTable {
  /// What there is to visit, and which addresses it has.
  package static let sites: [Parameter] = [
    Parameter(
      "site.count", 50_000, 5000...100_000, limits: 10...150_000, unit: "sites",
      source: "design", mark: .assumed, "sites of the world"),
    Parameter(
      "site.zipf_exponent", 1, 0.8...1.2, limits: 0...3, unit: "1",
      source: "Schmeiser 2014; Montgomery & Faloutsos", mark: .verified,
      "exponent a of popularity (r+q)^-a at rank r (Zipf-Mandelbrot)"),
    Parameter(
      "site.zipf_offset", 2.7, 0...10, limits: 0...1000, unit: "ranks",
      source: "two-parameter fit, Krashakov et al.", mark: .recalledLow,
      "offset q of popularity (r+q)^-a"),
    Parameter(
      "site.hosts_median", 10, 6...15, limits: 1...100, unit: "hosts per page",
      source: "Pulls 2016", mark: .verified, "median of hosts that a page loads"),
    Parameter(
      "site.hosts_sigma", 0.63, 0.4...0.9, limits: 0...2, unit: "1",
      source: "Pulls 2016: mean 12.2, median 10", mark: .derived,
      "sigma of the logarithm of hosts per page"),
    Parameter(
      "site.own_hosts", 2.5, 1...4, limits: 1...8, unit: "hosts per site", source: "design",
      mark: .assumed, "mean of a page's hosts that belong to the site itself"),
    Parameter(
      "site.third_parties", 2000, 500...10_000, limits: 1...20_000, unit: "hosts",
      source: "design", mark: .assumed, "hosts that many pages load: analytics, fonts, media"),
    Parameter(
      "site.template_share", 0.15, 0...0.3, limits: 0...1, unit: "share of sites",
      source: "fitted to Hoang et al. 2021: 84 % of sites have an address set of their own",
      mark: .derived, "sites made by a builder: shared server, the builder's hosts only"),
    Parameter(
      "site.dedicated_share", 0.2, 0.1...0.3, limits: 0...1, unit: "share of sites",
      source: "Hoang et al. 2020", mark: .verified, "sites alone on their address"),
    Parameter(
      "site.crowded_share", 0.3, 0.2...0.4, limits: 0...1, unit: "share of sites",
      source: "Hoang et al. 2020", mark: .verified,
      "sites on an address with more than 100 sites; the rest share with 2 to 100"),
    Parameter(
      "site.address_churn", 0.077, 0.02...0.15, limits: 0...1, unit: "share of hosts per day",
      source: "Hoang et al. 2020", mark: .verified, "hosts that change their address in a day"),
    Parameter(
      "site.sensitive_share", 0.1, 0.05...0.16, limits: 0...0.9, unit: "share of sites",
      source: "15.5 % of URLs, Matic et al. 2020", mark: .verified,
      "sites in a special category; never the share of visits"),
    Parameter(
      "visit.sensitive_share", 0.01, 0.01...0.05, limits: 0...0.5, unit: "share of visits",
      source: "design", mark: .assumed,
      "mean of deliberate visits to special-category sites, skewed over persons"),
    Parameter(
      "visit.per_day", 48, 15...150, limits: 0...2000, unit: "visits per person-day",
      source: "Bird et al. 2020: 35 M visits, 52,000 users, 14 days", mark: .derived,
      "mean over persons of site visits in a day at home"),
    Parameter(
      "visit.sigma", 0.5, 0.3...0.8, limits: 0...2, unit: "1", source: "design",
      mark: .assumed, "sigma of the logarithm of visits per day over persons"),
    Parameter(
      "visit.revisit", 0.6, 0.5...0.8, limits: 0...1, unit: "probability",
      source: "Cockburn & McKenzie: 81 % of pages; session studies 54 %", mark: .verified,
      "probability that a visit goes to one of the person's own favourites"),
    Parameter(
      "visit.favorites_least", 10, 10...20, limits: 1...40, unit: "sites",
      source: "session studies, small number of sites", mark: .verified,
      "fewest favourites of a person"),
    Parameter(
      "visit.favorites_most", 40, 20...40, limits: 1...40, unit: "sites",
      source: "session studies, small number of sites", mark: .verified,
      "most favourites of a person, at most 40"),
    Parameter(
      "visit.per_sitting", 6, 3...12, limits: 1...60, unit: "visits",
      source: "session studies: median 6 domains per session", mark: .verified,
      "mean visits in one sitting"),
    Parameter(
      "visit.gap_exponent", 0.6, 0.4...1.2, limits: 0.1...4, unit: "1",
      source: "Montgomery & Faloutsos", mark: .verified,
      "tail exponent of the time between visits of a sitting"),
    Parameter(
      "visit.gap_least", 15, 5...30, limits: 0.1...600, unit: "seconds", source: "design",
      mark: .assumed, "shortest time between visits of a sitting"),
    Parameter(
      "visit.gap_most", 1800, 900...1800, limits: 1...7200, unit: "seconds",
      source: "30-minute rule of session studies", mark: .verified,
      "longest time between visits of a sitting"),
    Parameter(
      "visit.pages", 3, 1...10, limits: 1...50, unit: "pages per visit", source: "design",
      mark: .assumed, "mean pages of a visit"),
    Parameter(
      "visit.page_time", 40, 15...90, limits: 1...600, unit: "seconds", source: "design",
      mark: .assumed, "mean time on a page"),
    Parameter(
      "visit.reload", 0.35, 0.1...0.6, limits: 0...1, unit: "probability", source: "design",
      mark: .assumed, "probability that a later page of a visit contacts a host anew"),
  ]
}
