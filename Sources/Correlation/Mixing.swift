/// A fixed 64-bit mixing function for keys of tables.
///
/// Not seeded, so that runs are alike; tables that use it compare keys in full as well.
enum Mixing {
  /// Mixes one more word into a value (the finaliser of SplitMix64).
  static func mix(_ value: UInt64, _ word: UInt64) -> UInt64 {
    var mixed = (value ^ word) &+ 0x9e37_79b9_7f4a_7c15
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}
