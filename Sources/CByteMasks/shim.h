// Which of 32 bytes are not digits, which are a given byte, which are gaps between words (a blank, a
// control character, or one byte more): one bit each, the first byte lowest.
//
// Swift has no name for the instruction that packs comparisons of bytes into bits, so these few
// lines are C. Every function reads 32 bytes at its argument, natlens_ipv4 four before it too.
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

// The marks of an address's four terminators and what follows them, or 0 unless four runs of one to
// three digits begin at bytes. Each step drops the lowest mark.
static inline uint32_t natlens_fourth_mark(uint32_t first) {
  uint32_t second = first & (first - 1), third = second & (second - 1);
  uint32_t fourth = third & (third - 1);
  // Four digits in a row, or none between two marks, up to the fourth mark.
  uint32_t pairs = ~(first | first >> 1);
  uint32_t wrong = (pairs & pairs >> 2) | (first & (first << 1 | 1));
  return wrong & (fourth ^ (fourth - 1)) ? 0 : fourth;
}

// Reads an IPv4 address in dotted decimal: its value in the low half, and in the high half the marks
// of the bytes that are no digits, from its terminator on. 0 where there is no address, or a digit
// before it.
__attribute__((always_inline)) static inline uint64_t natlens_ipv4(const void *address) {
  const uint8_t *bytes = (const uint8_t *)address;
  uint32_t first = natlens_non_digits(bytes);
  uint32_t fourth = natlens_fourth_mark(first);
  if (fourth == 0 || (uint8_t)(bytes[-1] - '0') <= 9) return 0;
  uint32_t second = first & (first - 1), third = second & (second - 1);
  // The last three bytes of each octet, and what ends it on top.
  uint32_t ends[4];
  memcpy(&ends[0], bytes - 3 + __builtin_ctz(first), 4);
  memcpy(&ends[1], bytes - 3 + __builtin_ctz(second), 4);
  memcpy(&ends[2], bytes - 3 + __builtin_ctz(third), 4);
  memcpy(&ends[3], bytes - 3 + __builtin_ctz(fourth), 4);
#if defined(__SSE2__)
  // A digit becomes its value, a dot on top 0.
  __m128i words = _mm_xor_si128(
      _mm_setr_epi32((int)ends[0], (int)ends[1], (int)ends[2], (int)ends[3]),
      _mm_set1_epi32(0x2e303030));
  // Digits count only next to the end or to a digit that counts.
  __m128i is_digit = _mm_cmpeq_epi8(_mm_min_epu8(words, _mm_set1_epi8(9)), words);
  __m128i follows = _mm_or_si128(_mm_srli_epi32(is_digit, 8), _mm_set1_epi32((int)0xffffff00));
  __m128i digits = _mm_and_si128(_mm_and_si128(words, is_digit),
                                 _mm_and_si128(follows, _mm_set1_epi32(0xffffff)));
  __m128i values = _mm_add_epi32(
      _mm_madd_epi16(_mm_and_si128(digits, _mm_set1_epi32(0xff00ff)), _mm_set1_epi32(1 << 16 | 100)),
      _mm_madd_epi16(_mm_srli_epi16(digits, 8), _mm_set1_epi32(10)));
  __m128i fault = _mm_or_si128(
      _mm_srli_epi32(values, 8),
      _mm_and_si128(_mm_srli_epi32(words, 24), _mm_setr_epi32(-1, -1, -1, 0)));
  if (_mm_movemask_epi8(_mm_cmpeq_epi32(fault, _mm_setzero_si128())) != 0xffff) return 0;
  __m128i packed = _mm_packs_epi32(values, values);
  uint32_t octets = (uint32_t)_mm_cvtsi128_si32(_mm_packus_epi16(packed, packed));
  return (uint64_t)fourth << 32 | __builtin_bswap32(octets);
#else
  uint32_t value = 0, fault = 0;
  for (int index = 0; index < 4; index++) {
    uint32_t word = ends[index] ^ 0x2e303030;
    uint32_t ones = word >> 16 & 0xff, tens = word >> 8 & 0xff, hundreds = word & 0xff;
    if (tens > 9) tens = hundreds = 0;
    if (hundreds > 9) hundreds = 0;
    uint32_t octet = hundreds * 100 + tens * 10 + ones;
    fault |= octet >> 8 | (index < 3 ? word >> 24 : 0);
    value = value << 8 | octet;
  }
  return fault ? 0 : (uint64_t)fourth << 32 | value;
#endif
}
