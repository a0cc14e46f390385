import Evidence
import Testing

@Suite struct TextReportTests {
  @Test func `whole output`() {
    let text = TextReport(
      evaluations: [SampleWorlds.narrow], measures: [SampleMeasures.browsing],
      tolerance: 1_000_000_000
    ).text
    #expect(text == golden)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 110 })
  }

  @Test func `plain has no control characters, bold has`() {
    func text(_ style: TextReport.Style) -> String {
      TextReport(
        evaluations: SampleWorlds.all, measures: SampleMeasures.all, tolerance: 0, style: style
      ).text
    }
    #expect(!text(.plain).contains("\u{1B}"))
    #expect(text(.bold).contains("\u{1B}[1m"))
  }

  @Test func `a world without figures is printed`() {
    let text = TextReport(
      evaluations: [SampleWorlds.empty], measures: SampleMeasures.all, tolerance: 0
    ).text
    #expect(text.contains("not measured"))
  }

  private let golden = """
    WORLD NARROW-POOL
    homes share all ports, several at once on the same port
    8 subscribers, 9,120 sessions in 1 hour
    360 requests from server access log with client ports, tolerance ± 1 second; truth: recorded by the clients

    SHARE OF REQUESTS FOR WHICH THE RECORD NAMED THE RIGHT SUBSCRIBER
    (below it: 95 % interval; right/all; w wrong persons named, k median of candidates)

    regime                   address         address+         address+         address+      destination
                                                 port      destination            port+
                                                                            destination

    register                       —                —                —                —                —
                       cannot answer    cannot answer    cannot answer    cannot answer    cannot answer

    assignment                     —                —                —                —                —
                       cannot answer    cannot answer    cannot answer    cannot answer    cannot answer

    deterministic                  —                —                —                —                —
                     not in this log  not in this log  not in this log  not in this log  not in this log

    port-block                     —                —                —                —                —
                     not in this log  not in this log  not in this log  not in this log  not in this log

    binding                      0 %           69.7 %              0 %           69.7 %                —
                               0–3 %      66.7–72.7 %            0–3 %      66.7–72.7 %    cannot answer
                               0/360          251/360            0/360          251/360
                             w 0 k 8          w 3 k 2          w 0 k 8          w 3 k 2

    connection                   0 %           69.7 %           57.5 %           96.9 %           52.8 %
                               0–3 %      66.7–72.7 %      54.5–60.5 %      93.9–99.9 %      49.8–55.8 %
                               0/360          251/360          207/360          349/360          190/360
                             w 0 k 8          w 3 k 2          w 3 k 2          w 0 k 1          w 3 k 2

    connection-host              0 %           69.7 %           57.5 %           96.9 %           52.8 %
                               0–3 %      66.7–72.7 %      54.5–60.5 %      93.9–99.9 %      49.8–55.8 %
                               0/360          251/360          207/360          349/360          190/360
                             w 0 k 8          w 3 k 2          w 3 k 2          w 0 k 1          w 3 k 2

    WHAT THE RECORDS REVEAL
    Browsing recovered (browsing-recovered, share)
      register         K0   0 %               n = 8 subscribers; 0 by construction
      register         K1   0 %               n = 8 subscribers; 0 by construction
      assignment       K0   0 %               n = 8 subscribers; 0 by construction
      assignment       K1   0 %               n = 8 subscribers; 0 by construction
      deterministic    K0     —               not in this log
      deterministic    K1     —               not in this log
      port-block       K0     —               not in this log
      port-block       K1     —               not in this log
      binding          K0   0 %               n = 8 subscribers; 0 by construction
      binding          K1   0 %               n = 8 subscribers; 0 by construction
      connection       K0   0 %               n = 8 subscribers; 0 by construction
      connection       K1  71 %  56.8–81.6 %  n = 8 subscribers
      connection-host  K0  93 %   74.4–100 %  n = 8 subscribers
      connection-host  K1  95 %     76–100 %  n = 8 subscribers

    WHICH RECORDS ARE SUPERFLUOUS
    (another answers as many requests rightly and reveals no more by any measure above)

      address+port              to be weighed    binding
                                no right answer  register, assignment
                                superfluous      connection (binding is enough)
                                superfluous      connection-host (binding is enough)
      address+destination       to be weighed    connection
                                no right answer  register, assignment, binding
                                superfluous      connection-host (connection is enough)
      address+port+destination  to be weighed    binding, connection
                                no right answer  register, assignment
                                superfluous      connection-host (connection is enough)
      destination               to be weighed    connection
                                no right answer  register, assignment, binding
                                superfluous      connection-host (connection is enough)

    """
}
