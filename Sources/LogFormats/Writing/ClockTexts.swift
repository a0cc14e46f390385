import NATModel

/// The texts of a few seconds, as records of one second follow each other, and of one day.
struct ClockTexts: Sendable {
  /// `yyyy-mm-ddThh:mm:ssZ` in three words, the first character in the lowest byte.
  struct Second: Sendable, BitwiseCopyable {
    /// Seconds since 1970; no second has the first value.
    var number = Int64.max
    /// `yyyy-mm-`.
    var date: UInt64 = 0
    /// `ddThh:mm`.
    var time: UInt64 = 0
    /// `:ssZ`.
    var last: UInt32 = 0
  }

  private var kept: [64 of Second] = .init(repeating: Second())
  /// The day of ``date`` and ``dayOfMonth``, counted from 1970.
  private var day = Int64.max
  private var date: UInt64 = 0
  private var dayOfMonth: UInt64 = 0

  /// The text of a second since 1970.
  @inline(__always)
  subscript(number: Int64) -> Second {
    mutating get {
      let slot = Int(truncatingIfNeeded: number & 63)
      if kept[slot].number != number { keep(number, in: slot) }
      return kept[slot]
    }
  }

  @inline(never)
  private mutating func keep(_ number: Int64, in slot: Int) {
    var (day, rest) = number.quotientAndRemainder(dividingBy: 86_400)
    if rest < 0 {
      day -= 1
      rest += 86_400
    }
    if day != self.day { setDay(day) }
    let minutes = UInt64(rest) / 60
    let hour = DecimalDigits.pair(minutes / 60)
    let minute = DecimalDigits.pair(minutes % 60)
    let second = UInt32(DecimalDigits.pair(UInt64(rest) % 60))
    kept[slot] = Second(
      number: number, date: date,
      time: dayOfMonth | hour << 24 | UInt64(UInt8(ascii: ":")) << 40 | minute << 48,
      last: UInt32(UInt8(ascii: ":")) | second << 8 | UInt32(UInt8(ascii: "Z")) << 24)
  }

  /// Makes the texts of a day, which is one that a ``Timestamp`` can name: its year has four digits.
  private mutating func setDay(_ day: Int64) {
    self.day = day
    let noon = Timestamp(seconds: day * 86_400 + 43_200)
    let civil = (noon ?? (day < 0 ? .distantPast : .distantFuture)).civil
    let year = UInt64(civil.year)
    let dash = UInt64(UInt8(ascii: "-"))
    date =
      DecimalDigits.pair(year / 100) | DecimalDigits.pair(year % 100) << 16 | dash << 32
      | DecimalDigits.pair(UInt64(civil.month)) << 40 | dash << 56
    dayOfMonth = DecimalDigits.pair(UInt64(civil.day)) | UInt64(UInt8(ascii: "T")) << 16
  }
}
