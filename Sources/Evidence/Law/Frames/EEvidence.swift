extension LegalFrame {
  /// The European Union's regulation on production and preservation orders.
  static let eEvidence = LegalFrame(
    id: "e-evidence", title: "Regulation (EU) 2023/1543 (electronic evidence)",
    provisions: "Art. 3(9) to (12): subscriber data, data requested for the sole purpose of "
      + "identifying the user, traffic data, content data",
    standing: "Applies from 18 August 2026. It governs what may be ordered, not what must be kept.",
    readings: [
      LegalReading(
        [.register], ["subscriber", "inside"],
        LegalReading.View(
          "subscriber data", because: "It is the customer's identity as the provider knows it.",
          source: "Art. 3(9)", .quoted)),
      LegalReading(
        [.assignment], ["subscriber", "inside", "time", "start", "session"],
        LegalReading.View(
          "data requested for the sole purpose of identifying the user",
          because:
            "Addresses and, where necessary, the relevant ports and time stamps are named, if "
            + "they are asked for to identify and for nothing else.",
          source: "Art. 3(10)", .quoted),
        butAlso: LegalReading.View(
          "traffic data",
          because: "The purpose of the request decides. A list of all times at which a known "
            + "customer was connected does not serve to identify him.",
          source: "Art. 3(10) and (11) read together", .quoted)),
      LegalReading(
        [.block, .session],
        [
          "subscriber", "inside", "outside", "outside_port", "outside_port_last", "time", "start",
          "proto",
        ],
        LegalReading.View(
          "data requested for the sole purpose of identifying the user",
          because: "Address, source port and time stamp are what the definition names: who held "
            + "this address and port at this time is the request it was written for.",
          source: "Art. 3(10)", .quoted),
        butAlso: LegalReading.View(
          "traffic data",
          because:
            "Asked for one person over a period, the same fields give the time, duration and "
            + "frequency of all that person's communications.",
          source: "Art. 3(11)", .quoted)),
      LegalReading(
        [.session], ["destination", "destination_port"],
        LegalReading.View(
          "traffic data",
          because: "The destination of a communication is traffic data and is not among the data "
            + "named for identification.",
          source: "Art. 3(10) and (11)", .quoted),
        butAlso: LegalReading.View(
          "data requested for the sole purpose of identifying the user",
          because: "Where several customers share a port at once only the destination tells them "
            + "apart; as a means of identification it would be a technical equivalent.",
          source: "Art. 3(10): equivalents of the identifiers named", .quoted)),
      LegalReading(
        [.session], ["inside_port", "session", "bytes", "packets"],
        LegalReading.View(
          "traffic data",
          because: "Data on the transmission: size, duration, protocol, format; none of them is "
            + "named for identification.",
          source: "Art. 3(11)", .recalled)),
      LegalReading(
        [.session, .name],
        LegalReading.naming,
        LegalReading.View(
          "traffic data",
          because:
            "It provides context about the service used and is not named for identification.",
          source: "Art. 3(11)", .recalled),
        butAlso: LegalReading.View(
          "content data",
          because:
            "A host name can tell the subject of what is read; what is neither subscriber nor "
            + "traffic data is content.",
          source: "Art. 3(12)", .recalled)),
    ])
}
