/// What the process ends with; the numbers from 64 on are those of sysexits.h.
///
/// 2 is left unused: grep, getopt tools and tshark use it for errors.
enum ExitStatus: Int32 {
  /// Done; for `who`: every verdict is unique.
  case done = 0
  /// `who`: nobody is consistent with the request.
  case noMatch = 1
  /// `who`: several subscribers are; `verify`: differs.
  case ambiguous = 3
  /// `who`: a gap or clock doubt at that time, or the regime keeps nothing that could answer.
  case undetermined = 4
  /// The command line is wrong.
  case usage = 64
  /// The data is malformed, of unknown format, or has more rejects than allowed.
  case badData = 65
  /// An input is missing or cannot be read.
  case noInput = 66
  /// A part of this program failed.
  case internalError = 70
  /// An output cannot be created.
  case cannotCreate = 73
  /// Reading or writing failed.
  case ioError = 74
  /// Permission is missing.
  case noPermission = 77
  /// Interrupted; what was printed is partial.
  case interrupted = 130
}
