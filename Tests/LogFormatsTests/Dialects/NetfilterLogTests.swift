import LogFormats
import NATModel
import Testing

@Suite struct NetfilterLogTests {
  @Test(arguments: [
    "Jan  8 03:37:09 DENY: IN=eth0 OUT= MAC=90:10:28 SRC=192.168.2.71 DST=192.168.2.83 LEN=88 "
      + "PROTO=ICMP TYPE=3 CODE=3 [SRC=192.168.2.83 DST=192.168.173.191 LEN=60 PROTO=UDP SPT=21458 "
      + "DPT=62936 LEN=40 ]",
    "Jan 22 09:05:05 ubuntu-bionic kernel: [16571.459614] IN= OUT=lo SRC=2a02:cf40:add::1 "
      + "DST=2a02:cf40:add::1 LEN=104 TC=0 HOPLIMIT=64 FLOWLBL=868225 PROTO=ICMPv6 TYPE=128 CODE=0",
    "Jan  8 03:37:09 fw kernel: snat IN= OUT=eth1 SRC=100.64.0.2 DST=198.51.100.7 LEN=60 PROTO=TCP "
      + "SPT=4711 DPT=443 SYN",
  ])
  func packetsAreRecognisedAndNoEvents(line: String) {
    let dialect = NetfilterLog()
    #expect(dialect.recognise(LineCursor(Array(line.utf8).span)).strength == .strong)
    #expect(parse(dialect, line).isSkipped)
  }

  /// A flow of ulogd has the same words and is another dialect's.
  @Test func flowsAreNot() throws {
    let line = try #require(sampleLines["ulogd"]?[0])
    #expect(NetfilterLog().recognise(LineCursor(Array(line.utf8).span)).strength == .none)
  }
}
