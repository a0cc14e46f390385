/// What checking a bundle gave, as text for people and as `natlens.verify/1`.
struct VerificationSheet {
  let bundle: String
  let sums: BundleSums
  let report: ReportFile
  /// Files that a second run made otherwise, or not at all; `nil` if there was no second run.
  var rerun: (same: Int, differing: [String])?

  /// Claims whose pointer leads elsewhere.
  private var failing: [ReportFile.Claim] { report.claims.filter { !$0.holds } }

  /// True if nothing differs.
  var isIdentical: Bool {
    sums.changed.isEmpty && sums.missing.isEmpty && failing.isEmpty
      && (rerun?.differing.isEmpty ?? true)
  }

  /// The document.
  ///
  /// - `schema`, `tool`: what wrote it; `bundle`: the directory; `made_by`: version that wrote it.
  /// - `verdict`: `identical` or `differs`.
  /// - `matching`: number of files with the listed digest; `changed`, `missing`, `unlisted`: paths.
  /// - `claims`: number; `failing_claims`: ids of those whose pointer leads to another number.
  /// - `rerun`: absent without `--rerun`; `same`: number of files, `differing`: paths.
  struct Document: Encodable {
    struct Rerun: Encodable {
      var same: Int
      var differing: [String]
    }

    var schema = "natlens.verify/1"
    var tool = AnswerSheet.Tool()
    var bundle: String
    var made_by: String
    var verdict: String
    var matching: Int
    var changed: [String]
    var missing: [String]
    var unlisted: [String]
    var claims: Int
    var failing_claims: [String]
    var rerun: Rerun?
  }

  var document: Document {
    Document(
      bundle: bundle, made_by: report.run.version, verdict: isIdentical ? "identical" : "differs",
      matching: sums.matching.count, changed: sums.changed, missing: sums.missing,
      unlisted: sums.unlisted, claims: report.claims.count,
      failing_claims: failing.map(\.id),
      rerun: rerun.map { Document.Rerun(same: $0.same, differing: $0.differing) })
  }

  /// A line for each check, and one for each thing that differs.
  var text: String {
    var text = "BUNDLE    \(AlignedColumns.printable(bundle)), made by natlens "
    text += AlignedColumns.printable(report.run.version) + "\n"
    text += "SUMS      \(sums.matching.count) of \(sums.stated.count) files match SHA256SUMS\n"
    for (words, paths) in [
      ("changed", sums.changed), ("missing", sums.missing), ("not in the list", sums.unlisted),
    ] {
      for path in paths { text += "          \(words): \(AlignedColumns.printable(path))\n" }
    }
    let held = report.claims.count - failing.count
    text += "CLAIMS    \(held) of \(report.claims.count) lead to the number that they state\n"
    for claim in failing {
      let found = claim.found.map { "\($0)" } ?? "nothing"
      text += "          \(AlignedColumns.printable(claim.id)): \(claim.value ?? .nan) claimed, "
      text += "\(found) at \(AlignedColumns.printable(claim.pointer))\n"
    }
    if let rerun {
      let all = rerun.same + rerun.differing.count
      text += "RERUN     \(rerun.same) of \(all) files are the same, byte for byte\n"
      for path in rerun.differing {
        text += "          differs: \(AlignedColumns.printable(path))\n"
      }
    } else {
      text += "RERUN     not asked for (--rerun)\n"
    }
    return text + "VERDICT   \(isIdentical ? "identical" : "differs")\n"
  }

  /// One claim with its number and where it stands; `nil` if there is no such claim.
  func text(ofClaim id: String) -> String? {
    guard let claim = report.claims.first(where: { $0.id == id }) else { return nil }
    var text =
      "\(AlignedColumns.printable(claim.id))  \(AlignedColumns.printable(claim.sentence))\n"
    text +=
      "    value    \(claim.value.map { "\($0)" } ?? "–") \(AlignedColumns.printable(claim.unit))"
    if let interval = claim.interval, interval.count == 2 {
      text += ", 95 % interval \(interval[0]) to \(interval[1])"
    }
    text += "\n    basis    \(AlignedColumns.printable(claim.basis))\n"
    text += "    method   \(AlignedColumns.printable(claim.method))\n"
    text += "    pointer  report.json#\(AlignedColumns.printable(claim.pointer))"
    return text + (claim.holds ? "\n" : " – leads to another number\n")
  }
}
