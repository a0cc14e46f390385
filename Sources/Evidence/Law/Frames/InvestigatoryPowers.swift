extension LegalFrame {
  /// The United Kingdom's Investigatory Powers Act.
  static let investigatoryPowers = LegalFrame(
    id: "ipa", title: "Investigatory Powers Act 2016 (United Kingdom)",
    provisions:
      "s. 62 internet connection records; s. 261 communications data: entity data, events "
      + "data",
    standing:
      "In force, amended in 2024. A notice under s. 87 may require all of it to be kept for "
      + "at most 12 months.",
    readings: [
      LegalReading(
        [.register], ["subscriber", "inside"],
        LegalReading.View(
          "entity data",
          because: "It identifies or describes the customer and his link to the "
            + "service.",
          source: "s. 261(3)", .recalled)),
      LegalReading(
        [.assignment], ["subscriber", "inside", "time", "start", "session"],
        LegalReading.View(
          "entity data",
          because: "It links a person to an identifier of the service, the address.",
          source: "s. 261(3)", .recalled),
        butAlso: LegalReading.View(
          "events data",
          because: "Each assignment is an event in the network, at a specified time.",
          source: "s. 261(4)", .recalled)),
      LegalReading(
        [.block],
        LegalReading.block,
        LegalReading.View(
          "events data, no internet connection record",
          because: "It is an event at a time and identifies no service that anything was sent to.",
          source: "s. 261(4); s. 62(7)", .recalled),
        butAlso: LegalReading.View(
          "entity data",
          because: "Like an address, a range of ports is an identifier held by a customer for a "
            + "time.",
          source: "s. 261(3)", .recalled)),
      LegalReading(
        [.session],
        LegalReading.translation + ["bytes", "packets"],
        LegalReading.View(
          "events data; part of an internet connection record if the destination is kept",
          because: "Without a destination it does not identify a service to which a communication "
            + "is transmitted. With one, these fields are generated in supplying the service and "
            + "belong to the record.",
          source: "s. 62(7), read as clause 54(6) of the Bill", .quoted)),
      LegalReading(
        [.session], ["destination", "destination_port"],
        LegalReading.View(
          "internet connection record",
          because: "It may be used to identify, or assist in identifying, the service that a "
            + "communication is sent to. Condition A is the request for whoever used a known "
            + "service at a known time.",
          source: "s. 62(7), read as clause 54(6) of the Bill; s. 62(3) itself", .quoted),
        butAlso: LegalReading.View(
          "events data, no internet connection record",
          because: "An address that serves hundreds of sites identifies none of them; whether it "
            + "assists is a question of fact.",
          source: "argument from s. 62(7); see the measure of browsing recovered", .recalled)),
      LegalReading(
        [.session, .name],
        LegalReading.naming,
        LegalReading.View(
          "internet connection record",
          because: "The name identifies the service. It is what investigators said they expect: "
            + "down to the domain name.",
          source: "s. 62(7), read as clause 54(6) of the Bill; NCA evidence, 24 March 2016",
          .quoted),
        butAlso: LegalReading.View(
          "content",
          because: "What comes after the name of the site is content; some names already tell what "
            + "is read.",
          source: "s. 261(6)", .recalled)),
    ])
}
