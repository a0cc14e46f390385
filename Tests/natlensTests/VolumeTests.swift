import Foundation
import Testing

@Suite struct VolumeTests {
  /// The columns of a row of `--csv` that do not depend on the version of a compressor.
  private func plain(_ row: Substring) -> String {
    let cells = row.split(separator: ",", omittingEmptySubsequences: false)
    // gzip and zstd of the sample, per day and in all.
    let compressed: Set = [12, 13, 16, 17, 19, 20]
    return cells.enumerated().filter { !compressed.contains($0.offset) }.map { String($0.element) }
      .joined(separator: ",")
  }

  @Test func `each encoding of two connections weighs what its lines and records do`() throws {
    let small = try SmallLog()
    let run = try NatlensRun(
      ["volume", "--csv", "--regime", "binding", "--regime", "connection-host"] + small.paths)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    let rows = run.output.split(separator: "\r\n")
    let weighed = rows.filter { !$0.contains("cannot-express") }.map(plain)
    #expect(
      weighed == [
        """
        regime,provenance,scaled,encoding,family,form,status,reason,written_records,\
        unexpressed_records,entries,bytes,bytes_per_record,bytes_per_subscriber_day,retained_bytes,\
        peak_entries_per_second,peak_bytes_per_second
        """,
        "binding,reduced,false,cisco-asa,text,pair,weighed,,2,0,4,584,292,210239.998248,153475198.72104,0.05,7.3",
        "binding,reduced,false,huawei-ne,text,pair,weighed,,2,0,4,442,221,159119.998674,116157599.03202,0.05,5.525",
        "binding,reduced,false,cisco-ios,text,pair,weighed,,2,0,4,484,242,174239.998548,127195198.94004,0.05,6.05",
        "binding,reduced,false,cisco-xr-cgn,text,pair,weighed,,2,0,4,430,215,154799.99871,113003999.0583,0.05,5.375",
        "binding,reduced,false,a10-cgn,text,pair,weighed,,2,0,4,696,348,250559.997912,182908798.47576,0.05,8.7",
        "binding,reduced,false,f5-cgnat,text,pair,weighed,,2,0,4,803,401.5,289079.997591,211028398.24143,0.05,10.0375",
        "binding,reduced,false,vpp,text,pair,weighed,,2,0,4,762,381,274319.997714,200253598.33122,0.05,9.525",
        "binding,reduced,false,nfware,text,pair,weighed,,2,0,4,414,207,149039.998758,108799199.09334,0.05,5.175",
        "binding,reduced,false,natlens-event,table,pair,weighed,,2,0,4,906,453,326159.997282,238096798.01586,0.05,11.325",
        "binding,reduced,false,natlens-event,table,whole,weighed,,2,0,2,473,236.5,170279.998581,124304398.96413,0.0166667,3.941667",
        "binding,reduced,false,csv,table,pair,weighed,,2,0,4,618,309,222479.998146,162410398.64658,0.05,7.725",
        "binding,reduced,false,csv,table,whole,weighed,,2,0,2,419,209.5,150839.998743,110113199.08239,0.0166667,3.491667",
        "binding,reduced,false,tsv,table,pair,weighed,,2,0,4,618,309,222479.998146,162410398.64658,0.05,7.725",
        "binding,reduced,false,tsv,table,whole,weighed,,2,0,2,419,209.5,150839.998743,110113199.08239,0.0166667,3.491667",
        "binding,reduced,false,ipfix,export,pair,weighed,,2,0,4,144,72,51839.999568,37843199.68464,0.05,1.8",
        "binding,reduced,false,ipfix,export,whole,weighed,,2,0,2,114,57,41039.999658,29959199.75034,0.0166667,0.95",
        "binding,reduced,false,netflow9,export,pair,weighed,,2,0,4,148,74,53279.999556,38894399.67588,0.05,1.85",
        "binding,reduced,false,netflow9,export,whole,weighed,,2,0,2,120,60,43199.99964,31535999.7372,0.0166667,1",
        "binding,reduced,false,compact,compact,whole,weighed,,2,0,2,44,22,15839.999868,11563199.90364,0.0166667,0.366667",
      ])
    // Nobody saw a host name here, so that regime is not in the log, and has no rows.
    #expect(!run.output.contains("connection-host"))
    // Every format that can be written has a row or several.
    let formats = try NatlensRun(["formats", "--json"]).json()["formats"] as? [[String: Any]] ?? []
    let written = formats.filter { $0["written"] as? Bool == true }.compactMap {
      $0["id"] as? String
    }
    let encodings = Set(rows.dropFirst().map { String($0.split(separator: ",")[3]) })
    #expect(written.count > 30 && encodings.isSuperset(of: written))
    #expect(run.output.contains("binding,reduced,false,jool,text,,cannot-express,writes IPv6"))
  }

  @Test func `records a day are those of expose, and threads change nothing`() throws {
    let small = try SmallLog()
    let volume = try NatlensRun(["volume", "--json", "--threads", "1"] + small.paths)
    let again = try NatlensRun(["volume", "--json", "--threads", "3"] + small.paths)
    #expect(volume.status == 0 && volume.output == again.output)
    let document = try volume.json()
    #expect(document["schema"] as? String == "natlens.volume/1")
    let regimes = document["regimes"] as? [[String: Any]] ?? []
    let exposed = try NatlensRun(["expose", "--json"] + small.paths).json()
    let worlds = exposed["worlds"] as? [[String: Any]] ?? []
    let figures = worlds.first?["figures"] as? [[String: Any]] ?? []
    for id in ["binding", "connection"] {
      let regime = try #require(regimes.first { $0["regime"] as? String == id })
      let figure = try #require(
        figures.first {
          $0["measure"] as? String == "records-per-day" && $0["part"] as? String == "mean"
            && $0["regime"] as? String == id
        })
      let rate = try #require(regime["records_per_subscriber_day"] as? Double)
      #expect(rate > 719 && abs(rate - (figure["value"] as? Double ?? 0)) < 1e-3, "\(id)")
    }
    let register = try #require(regimes.first { $0["regime"] as? String == "register" })
    #expect(register["standing_records"] as? Int == 2 && register["records"] as? Int == 0)
  }

  /// Table B.4 of the evidence catalogue from records that were really written.
  @Test func `sizes of the literature are met, and the differences are explained`() throws {
    let run = try NatlensRun([
      "volume", "--json", "--quiet", "--regime", "port-block", "--regime", "binding", "--regime",
      "connection", LabTests.recording("fixed-ranges"),
    ])
    #expect(run.status == 0, "\(run.errors)")
    let document = try run.json()
    let sizes = document["literature"] as? [[String: Any]] ?? []
    let bytes = sizes.compactMap { $0["bytes"] as? Double }
    #expect(sizes.compactMap { $0["literature_bytes"] as? Double } == [150, 52, 64])
    #expect(bytes.count == 3 && bytes[0] > 100 && bytes[0] < 300)
    // Two records of 22 octets, and of 28 with a destination, and their part of the headers.
    #expect(bytes[1] > 44 && bytes[1] < 46 && bytes[2] > 56 && bytes[2] < 58)
    #expect((document["differences"] as? [String])?.count == 4)
    let regimes = document["regimes"] as? [[String: Any]] ?? []
    let blocks = try #require(regimes.first)
    let connections = try #require(regimes.last)
    let human = try #require(connections["human_share"] as? Double)
    #expect(human > 0.9 && human <= 1)
    let many = connections["records"] as? Int ?? 0
    #expect((blocks["records"] as? Int ?? 0) * 100 < many)
  }

  @Test func `a stated population, rate and period are marked as scaled`() throws {
    let small = try SmallLog()
    let run = try NatlensRun(
      [
        "volume", "--regime", "connection", "--subscribers", "1000000", "--rate", "33000", "--days",
        "30",
      ] + small.paths)
    #expect(run.status == 0)
    #expect(run.output.contains("totals are for 1,000,000 subscribers and 30 days [scaled]\n"))
    #expect(run.output.contains("CONNECTION [scaled]: 2 records were written\n"))
    // 33,000 × 28 octets a day; × 30 days × a million subscribers.
    let compact = run.output.split(separator: "\n").first { $0.hasPrefix("compact") } ?? ""
    #expect(compact.contains("28.0    924 kB") && compact.contains("27.7 TB"), "\(compact)")
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test func `a rate without any log weighs the records of a modelled day`() throws {
    let run = try NatlensRun([
      "volume", "--rate", "8000", "--subscribers", "1000000", "--sample", "200", "--json",
    ])
    #expect(run.status == 0)
    let document = try run.json()
    let world = try #require(document["world"] as? [String: Any])
    #expect((world["name"] as? String ?? "").hasPrefix("a modelled day of 20 households"))
    let regimes = try #require(document["regimes"] as? [[String: Any]])
    let kept = regimes.filter { $0["availability"] as? String == "kept" }
    #expect(
      kept.compactMap { $0["regime"] as? String } == [
        "register", "assignment", "port-block", "binding", "connection", "connection-host",
      ])
    #expect(kept.allSatisfy { $0["provenance"] as? String == "modelled" })
    let connections = try #require(kept.first { $0["regime"] as? String == "connection" })
    let rate = try #require(connections["records_per_subscriber_day_scaled"] as? Double)
    #expect(abs(rate - 8000) < 1e-6)
  }

  @Test func `failures end with their own status`() throws {
    let small = try SmallLog()
    #expect(try NatlensRun(["volume"]).status == 64)
    #expect(try NatlensRun(["volume", "--csv", "--json", small.log.path]).status == 64)
    #expect(try NatlensRun(["volume", "--sample", "some", small.log.path]).status == 64)
    #expect(try NatlensRun(["volume", "--days", "0", small.log.path]).status == 64)
    let unknown = try NatlensRun(["volume", "--regime", "everything", small.log.path])
    #expect(unknown.status == 64 && unknown.errors.contains("The regimes are register, assignment"))
    #expect(try NatlensRun(["volume", "/nowhere.log"]).status == 66)
  }
}
