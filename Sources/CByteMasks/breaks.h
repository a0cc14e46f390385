// Line breaks, many at once.
#pragma once
#include "addresses.h"

// As many places as one look may give beyond those that make it the last.
#define NATLENS_PLACES 256

// One bit for each of 64 bytes that is a line break, the first byte lowest.
static inline uint64_t natlens_breaks_portable(const uint8_t *bytes) {
  return natlens_equal(bytes, 0x0a) | (uint64_t)natlens_equal(bytes + 32, 0x0a) << 32;
}

// Adds the places of the breaks among 64 bytes. Most have one or none, and which of the two comes next
// cannot be predicted: the first is written in any case, and counts or does not.
__attribute__((always_inline)) static inline uint32_t natlens_add_places(
    uint64_t marks, uint32_t offset, uint16_t *places, uint32_t count) {
  places[count] = (uint16_t)(offset + (marks ? (uint32_t)__builtin_ctzll(marks) : 0));
  count += marks != 0;
  for (marks &= marks - 1; marks; marks &= marks - 1)
    places[count++] = (uint16_t)(offset + (uint32_t)__builtin_ctzll(marks));
  return count;
}

#if defined(__x86_64__)
NATLENS_WITH_AVX512 static inline uint64_t natlens_line_breaks_avx512(
    const uint8_t *bytes, uint32_t size, uint16_t *places) {
  uint32_t count = 0, offset = 0;
  __m512i line_break = _mm512_set1_epi8(0x0a);
  for (; offset < size && count < NATLENS_PLACES - 64; offset += 64) {
    uint64_t marks = _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(bytes + offset), line_break);
    count = natlens_add_places(marks, offset, places, count);
  }
  return (uint64_t)offset << 32 | count;
}
#endif

__attribute__((noinline, unused)) static uint64_t natlens_line_breaks_portable(
    const uint8_t *bytes, uint32_t size, uint16_t *places) {
  uint32_t count = 0, offset = 0;
  for (; offset < size && count < NATLENS_PLACES - 64; offset += 64)
    count = natlens_add_places(natlens_breaks_portable(bytes + offset), offset, places, count);
  return (uint64_t)offset << 32 | count;
}

// Finds the line breaks among at most 65536 bytes, 64 bytes at a time: those behind the last are read
// too. Writes their places to an array of NATLENS_PLACES, and returns how many there are in the low
// half, and in the high half how many bytes were looked at: fewer than there are where the array is
// nearly full.
__attribute__((always_inline)) static inline uint64_t natlens_line_breaks(const void *bytes, uint32_t size, uint16_t *places) {
#if defined(__x86_64__)
  if (natlens_has_avx512())
    return natlens_line_breaks_avx512((const uint8_t *)bytes, size, places);
#endif
  return natlens_line_breaks_portable((const uint8_t *)bytes, size, places);
}
