// Where names and values of `name=value` begin and end, among 64 bytes.
#pragma once
#include "addresses.h"

// One bit for each byte, the first lowest.
typedef struct {
  // `=`.
  uint64_t signs;
  // A blank, a control character, or the byte that was asked for beside them.
  uint64_t gaps;
  // A blank.
  uint64_t blanks;
  // `"`.
  uint64_t quotes;
} natlens_field_marks;

#if defined(__x86_64__)
NATLENS_WITH_AVX512 static inline natlens_field_marks natlens_look_avx512(
    const void *bytes, uint8_t other) {
  __m512i text = _mm512_loadu_si512(bytes), blank = _mm512_set1_epi8(0x20);
  natlens_field_marks marks = {
      _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8('=')),
      _mm512_cmple_epu8_mask(text, blank) |
          _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8((char)other)),
      _mm512_cmpeq_epi8_mask(text, blank),
      _mm512_cmpeq_epi8_mask(text, _mm512_set1_epi8('"')),
  };
  return marks;
}
#endif

__attribute__((noinline, unused)) static natlens_field_marks natlens_look_portable(
    const void *bytes, uint8_t other) {
  const uint8_t *half = (const uint8_t *)bytes + 32;
  natlens_field_marks marks = {
      natlens_equal(bytes, '=') | (uint64_t)natlens_equal(half, '=') << 32,
      natlens_gaps(bytes, other) | (uint64_t)natlens_gaps(half, other) << 32,
      natlens_equal(bytes, 0x20) | (uint64_t)natlens_equal(half, 0x20) << 32,
      natlens_equal(bytes, '"') | (uint64_t)natlens_equal(half, '"') << 32,
  };
  return marks;
}

// Looks at 64 bytes.
__attribute__((always_inline)) static inline natlens_field_marks natlens_look(
    const void *bytes, uint8_t other) {
#if defined(__x86_64__)
  if (natlens_has_avx512()) return natlens_look_avx512(bytes, other);
#endif
  return natlens_look_portable(bytes, other);
}
