/// A capture that is open: what gives packets one after the other.
protocol CaptureFile: ~Copyable {
  /// Name as the user gave it.
  var name: String { get }
  /// `pcap` or `pcapng`.
  var format: String { get }
  /// How that was told, one sentence.
  var recognition: String { get }
  /// Link type of packets whose header states none.
  var linkType: LinkType { get }
  /// Where the next record stands in the plain file, if that is known.
  var position: UInt64? { get }
  /// Plain bytes of the input: the size of the file, or what the stream has given so far.
  var byteCount: UInt64 { get }
  /// What the file says beside its packets, so far.
  var notes: CaptureNotes { get }

  /// Reads the next packet and hands it over; false at the end.
  ///
  /// The span is valid during the call only. Throws what is wrong with a file that is damaged or cut
  /// off, or that cannot be read any further.
  mutating func next(_ body: (PacketHeader, Span<UInt8>) -> Void) throws(CaptureError) -> Bool
}
