extension LegalFrame {
  /// The European Union's former directive on data retention.
  static let dataRetention = LegalFrame(
    id: "data-retention", title: "Directive 2006/24/EC (data retention)",
    provisions: "Art. 5(1)(a) to (c), Internet access; Art. 5(2)",
    standing:
      "Declared invalid on 8 April 2014 (C-293/12 and C-594/12, Digital Rights Ireland). It "
      + "still tells what a law of its kind meant to keep.",
    readings: [
      LegalReading(
        [.register], ["subscriber", "inside"],
        LegalReading.View(
          "to be retained: source of a communication",
          because: "Name and address of the subscriber to whom an address was allocated.",
          source: "Art. 5(1)(a)(2)(iii)", .read)),
      LegalReading(
        [.assignment], ["subscriber", "inside", "time", "start"],
        LegalReading.View(
          "to be retained: date, time and duration",
          because: "Log-in and log-off of the access service with the address, dynamic or static, "
            + "that the provider allocated, and the user's id.",
          source: "Art. 5(1)(c)(2)(i)", .read),
        butAlso: LegalReading.View(
          "to be retained, but not this address",
          because: "What is allocated to a communication is the address that the other side sees; "
            + "behind a carrier-grade NAT the inside address answers no request.",
          source: "Art. 5(1)(c)(2)(i), read for shared addresses", .read)),
      LegalReading(
        [.block],
        LegalReading.block,
        LegalReading.View(
          "not named",
          because: "The list is closed and names no port.", source: "Art. 5(1)", .read),
        butAlso: LegalReading.View(
          "to be retained: source of a communication",
          because: "The heading covers data necessary to trace and identify the source; where an "
            + "address is shared the port is what identifies.",
          source: "Art. 5(1)(a), its opening words", .read)),
      LegalReading(
        [.session],
        LegalReading.translation,
        LegalReading.View(
          "not named",
          because: "For Internet access log-in and log-off of the service are to be kept, not each "
            + "connection made in between.",
          source: "Art. 5(1)(c)(2)(i)", .read),
        butAlso: LegalReading.View(
          "to be retained: source, date and time of a communication",
          because: "Without a record of each binding the source of a communication from a shared "
            + "address cannot be traced, and tracing it was the purpose.",
          source: "Art. 5(1)(a) and (c), their opening words", .read)),
      LegalReading(
        [.session], ["destination", "destination_port"],
        LegalReading.View(
          "not to be retained",
          because: "Destinations are to be kept for telephony and e-mail; for Internet access none "
            + "is named.",
          source: "Art. 5(1)(b)(2)", .read),
        butAlso: LegalReading.View(
          "left to national law",
          because: "Denmark kept addresses and ports of both sides from 2007 to 2014, beyond the "
            + "directive and beside it.",
          source: "Danish session logging (itpol.dk, edri.org)", .quoted)),
      LegalReading(
        [.session, .name],
        LegalReading.naming,
        LegalReading.View(
          "not to be retained",
          because:
            "No name is listed for Internet access, and data revealing content are excluded.",
          source: "Art. 5(1)(b)(2) and 5(2)", .recalled)),
      LegalReading(
        [.session], ["bytes", "packets"],
        LegalReading.View(
          "not named", because: "The amount of data is not in the list.", source: "Art. 5(1)",
          .read)),
    ])
}
