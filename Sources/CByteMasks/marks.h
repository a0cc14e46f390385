// Which of 32 bytes are not digits, which are a given byte, which are gaps between words (a blank, a
// control character, or one byte more): one bit each, the first byte lowest.
//
// Swift has no name for the instruction that packs comparisons of bytes into bits, so these few
// lines are C. Every function here reads 32 bytes at its argument.
#pragma once
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>

static inline uint32_t natlens_marks(__m128i low, __m128i high) {
  return (uint32_t)_mm_movemask_epi8(low) | (uint32_t)_mm_movemask_epi8(high) << 16;
}

static inline uint32_t natlens_non_digits(const void *bytes) {
  // '0'...'9' become the ten lowest signed values; everything else compares greater.
  __m128i shift = _mm_set1_epi8((char)(0x80 - '0')), limit = _mm_set1_epi8((char)(0x80 + 9));
  __m128i low = _mm_loadu_si128((const __m128i *)bytes);
  __m128i high = _mm_loadu_si128((const __m128i *)bytes + 1);
  return natlens_marks(_mm_cmpgt_epi8(_mm_add_epi8(low, shift), limit),
                       _mm_cmpgt_epi8(_mm_add_epi8(high, shift), limit));
}

static inline uint32_t natlens_equal(const void *bytes, uint8_t wanted) {
  __m128i pattern = _mm_set1_epi8((char)wanted);
  __m128i low = _mm_loadu_si128((const __m128i *)bytes);
  __m128i high = _mm_loadu_si128((const __m128i *)bytes + 1);
  return natlens_marks(_mm_cmpeq_epi8(low, pattern), _mm_cmpeq_epi8(high, pattern));
}

static inline uint32_t natlens_gaps(const void *bytes, uint8_t other) {
  __m128i blank = _mm_set1_epi8(0x20), pattern = _mm_set1_epi8((char)other);
  __m128i low = _mm_loadu_si128((const __m128i *)bytes);
  __m128i high = _mm_loadu_si128((const __m128i *)bytes + 1);
  return natlens_marks(
      _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(low, blank), low), _mm_cmpeq_epi8(low, pattern)),
      _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(high, blank), high),
                   _mm_cmpeq_epi8(high, pattern)));
}

#elif defined(__ARM_NEON) && defined(__aarch64__)
#include <arm_neon.h>

static inline uint32_t natlens_marks(uint8x16_t low, uint8x16_t high) {
  static const uint8_t places[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t bits = vld1q_u8(places);
  low = vandq_u8(low, bits);
  high = vandq_u8(high, bits);
  return (uint32_t)vaddv_u8(vget_low_u8(low)) | (uint32_t)vaddv_u8(vget_high_u8(low)) << 8 |
         (uint32_t)vaddv_u8(vget_low_u8(high)) << 16 |
         (uint32_t)vaddv_u8(vget_high_u8(high)) << 24;
}

static inline uint32_t natlens_non_digits(const void *bytes) {
  uint8x16_t zero = vdupq_n_u8('0'), nine = vdupq_n_u8(9);
  uint8x16_t low = vld1q_u8((const uint8_t *)bytes), high = vld1q_u8((const uint8_t *)bytes + 16);
  return natlens_marks(vcgtq_u8(vsubq_u8(low, zero), nine), vcgtq_u8(vsubq_u8(high, zero), nine));
}

static inline uint32_t natlens_equal(const void *bytes, uint8_t wanted) {
  uint8x16_t pattern = vdupq_n_u8(wanted);
  return natlens_marks(vceqq_u8(vld1q_u8((const uint8_t *)bytes), pattern),
                       vceqq_u8(vld1q_u8((const uint8_t *)bytes + 16), pattern));
}

static inline uint32_t natlens_gaps(const void *bytes, uint8_t other) {
  uint8x16_t blank = vdupq_n_u8(0x20), pattern = vdupq_n_u8(other);
  uint8x16_t low = vld1q_u8((const uint8_t *)bytes), high = vld1q_u8((const uint8_t *)bytes + 16);
  return natlens_marks(vorrq_u8(vcleq_u8(low, blank), vceqq_u8(low, pattern)),
                       vorrq_u8(vcleq_u8(high, blank), vceqq_u8(high, pattern)));
}

#else

static inline uint32_t natlens_non_digits(const void *bytes) {
  uint32_t marks = 0;
  for (int index = 0; index < 32; index++)
    marks |= (uint32_t)((uint8_t)(((const uint8_t *)bytes)[index] - '0') > 9) << index;
  return marks;
}

static inline uint32_t natlens_equal(const void *bytes, uint8_t wanted) {
  uint32_t marks = 0;
  for (int index = 0; index < 32; index++)
    marks |= (uint32_t)(((const uint8_t *)bytes)[index] == wanted) << index;
  return marks;
}

static inline uint32_t natlens_gaps(const void *bytes, uint8_t other) {
  uint32_t marks = 0;
  for (int index = 0; index < 32; index++) {
    uint8_t byte = ((const uint8_t *)bytes)[index];
    marks |= (uint32_t)(byte <= 0x20 || byte == other) << index;
  }
  return marks;
}

#endif
