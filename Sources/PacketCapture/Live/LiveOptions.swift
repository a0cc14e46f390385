/// What is captured from an interface, how long, and where it is written.
package struct LiveOptions: Sendable, Equatable {
  /// Name of the interface, or `any`.
  package var interface: String
  /// A filter in libpcap's language (pcap-filter(7)), or empty.
  package var filter = ""
  /// Octets kept of a packet at most.
  package var snapLength = 262_144
  /// Whether packets for others are captured too.
  package var isPromiscuous = false
  /// Octets that the system buffers between packets and this program.
  package var bufferSize = 16 << 20
  /// Stops after so many nanoseconds, if stated.
  package var duration: Int64?
  /// Stops after so many packets, if stated.
  package var packets: UInt64?
  /// Where packets are written, if anywhere.
  package var output: CaptureOutput?

  /// Everything on an interface until it is stopped.
  package init(interface: String) { self.interface = interface }
}

/// Where captured packets are written: one file, or several that take turns.
package struct CaptureOutput: Sendable, Equatable {
  /// Path of the file; several get a number and the time of their first packet before the extension.
  package var path: String
  /// Begins another file before this one grows larger, if stated; in bytes.
  package var maximumBytes: UInt64?
  /// Begins another file once this one covers so many nanoseconds, if stated.
  package var maximumDuration: Int64?
  /// Files kept at most, the latest ones; all if not stated.
  package var maximumFiles: Int?

  /// One file.
  package init(path: String) { self.path = path }

  /// True if there may be several files.
  package var isRotating: Bool { maximumBytes != nil || maximumDuration != nil }
}
