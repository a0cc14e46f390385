import Foundation

/// Two connections of two subscribers as a conntrack log, and the list of subscribers.
struct SmallLog {
  let log: TemporaryFile
  let subscribers: TemporaryFile

  init() throws {
    log = try TemporaryFile(
      name: "nat.log",
      text: """
        [1773500400.000000]\t    [NEW] tcp      6 120 SYN_SENT src=100.64.0.2 dst=198.51.100.20 \
        sport=40000 dport=443 [UNREPLIED] src=198.51.100.20 dst=203.0.113.1 sport=443 dport=1024 id=1
        [1773500410.500000]\t    [NEW] udp      17 30 src=100.64.0.3 dst=198.51.100.53 sport=50000 \
        dport=53 [UNREPLIED] src=198.51.100.53 dst=203.0.113.1 sport=53 dport=1025 id=2
        [1773500440.500000]\t[DESTROY] udp      17 src=100.64.0.3 dst=198.51.100.53 sport=50000 \
        dport=53 packets=1 bytes=60 src=198.51.100.53 dst=203.0.113.1 sport=53 dport=1025 packets=1 \
        bytes=120 id=2
        [1773500520.000000]\t[DESTROY] tcp      6 src=100.64.0.2 dst=198.51.100.20 sport=40000 \
        dport=443 packets=9 bytes=1200 src=198.51.100.20 dst=203.0.113.1 sport=443 dport=1024 \
        packets=9 bytes=9000 [ASSURED] id=1

        """)
    subscribers = try TemporaryFile(
      name: "subscribers.csv", text: "subscriber,inside\nalice,100.64.0.2\nbob,100.64.0.3\n")
  }

  var paths: [String] { [log.path, subscribers.path] }
}
