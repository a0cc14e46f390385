import LogFormats
import NATModel
import Testing

@Suite struct PFLogTests {
  @Test(arguments: [
    "<134>Jul  3 19:10:31 filterlog[72237]: 6,,,1000000105,igb1.27,match,block,in,6,0x00,0xf6279,1,"
      + "UDP,17,32,fe80::208:9bff:fef3:652b,ff02::1:2,546,547,32",
    "<134>1 2021-09-14T15:31:58.860079-05:00 pfSense.example.com filterlog 72913 - - 176,,,"
      + "1520797901,igb1.50,ip-option,pass,in,4,0xc0,,1,20651,0,none,2,igmp,32,10.100.10.23,"
      + "224.0.0.1,datalength=8",
    "  Mar 30 15:55:20 enigma pf: Mar 30 15:54:39.257554 rule 3/(match) pass out on xl0: "
      + "192.168.2.10.22 > 205.174.165.231.56038: . ack 53376 win 16416",
  ])
  func packetsAreRecognisedAndNoEvents(line: String) {
    let dialect = PFLog()
    #expect(dialect.recognise(LineCursor(Array(line.utf8).span)).strength == .strong)
    #expect(parse(dialect, line).isSkipped)
  }

  @Test func otherProgramsAreNot() {
    let line = "<190>Dec 31 22:06:16 fw dhcpd[40152]: DHCPDISCOVER from 4c:55:41:a0:fa:99 via eth0"
    #expect(PFLog().recognise(LineCursor(Array(line.utf8).span)).strength == .none)
  }
}
