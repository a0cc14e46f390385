package import LogFormats

/// Captures that are compressed or come through a pipe are read like any other input.
extension InputSource: CaptureByteSource {}
