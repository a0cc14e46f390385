// IPv4 addresses in dotted decimal, alone or with a port: the fields that every record of a NAT is
// made of. Every function reads four bytes before its argument and 32 from it on.
#pragma once
#include "marks.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// The marks of an address's four terminators and what follows them, or 0 unless four runs of one to
// three digits begin at bytes. Each step drops the lowest mark.
__attribute__((always_inline)) static inline uint32_t natlens_fourth_mark(uint32_t first) {
  uint32_t second = first & (first - 1), third = second & (second - 1);
  uint32_t fourth = third & (third - 1);
  // Four digits in a row, or none between two marks, up to the fourth mark.
  uint32_t pairs = ~(first | first >> 1);
  uint32_t wrong = (pairs & pairs >> 2) | (first & (first << 1 | 1));
  return wrong & (fourth ^ (fourth - 1)) ? 0 : fourth;
}

// An address, or an address and a port.
//
// Two registers and not one, because what is read next waits for the length alone, and whether it is
// a field at all is left to a branch, which is predicted and does not wait for either.
typedef struct {
  // In the low half the address; above it 16 bits of port; above those something other than 0 where
  // there is no such field.
  uint64_t value;
  // Bytes; of no meaning where there is no field.
  uint64_t length;
} natlens_field;

#define NATLENS_NO_FIELD ((uint64_t)1 << 48)

// natlens_ipv4, which see.
__attribute__((noinline, unused)) static natlens_field natlens_ipv4_portable(const void *address) {
  const uint8_t *bytes = (const uint8_t *)address;
  uint32_t first = natlens_non_digits(bytes);
  uint32_t fourth = natlens_fourth_mark(first);
  natlens_field none = {NATLENS_NO_FIELD, 0};
  if (fourth == 0 || (uint8_t)(bytes[-1] - '0') <= 9) return none;
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
  if (_mm_movemask_epi8(_mm_cmpeq_epi32(fault, _mm_setzero_si128())) != 0xffff) return none;
  __m128i packed = _mm_packs_epi32(values, values);
  uint32_t octets = (uint32_t)_mm_cvtsi128_si32(_mm_packus_epi16(packed, packed));
  natlens_field field = {__builtin_bswap32(octets), (uint64_t)__builtin_ctz(fourth)};
  return field;
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
  natlens_field field = {value, (uint64_t)__builtin_ctz(fourth)};
  return fault ? none : field;
#endif
}

// natlens_endpoint, which see.
__attribute__((noinline, unused)) static natlens_field natlens_endpoint_portable(const void *address, uint8_t separator) {
  const uint8_t *bytes = (const uint8_t *)address;
  natlens_field none = {NATLENS_NO_FIELD, 0}, field = natlens_ipv4_portable(address);
  uint32_t end = (uint32_t)field.length;
  if (field.value >> 48 || bytes[end] != separator) return none;
  uint32_t rest = natlens_non_digits(address) & ~((2u << end) - 1);
  if (rest == 0) return none;
  uint32_t last = (uint32_t)__builtin_ctz(rest), count = last - end - 1;
  if (count - 1 >= 7) return none;
  // Its last eight bytes, without those in front of it; digits are added up in pairs.
  uint64_t word;
  memcpy(&word, bytes + last - 8, 8);
  word = (word ^ 0x3030303030303030) >> (64 - 8 * count) << (64 - 8 * count);
  word = word * 10 + (word >> 8);
  uint64_t number = ((word & 0xff000000ff) * 0xf424000000064 +
                     (word >> 16 & 0xff000000ff) * 0x271000000001) >> 32;
  if (number >> 16) return none;
  field.value |= number << 32;
  field.length = last;
  return field;
}
#if defined(__x86_64__)

// True where the processor has the instructions below, and the system lets them be used; none has
// VBMI2 without the rest of them.
static inline int natlens_has_avx512(void) { return __builtin_cpu_supports("avx512vbmi2"); }

#define NATLENS_WITH_AVX512 \
  __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,bmi,bmi2")))

// An address and a port, or the address alone, with no branch but one on whether it is one.
//
// The places of the bytes that are no digits, from the one before the address on, are packed to the
// front of a register. Each field lies between two of them; it is fetched to the right of a slot (four
// bytes for an octet, eight for a port), zeros on its left, and all are evaluated together.
NATLENS_WITH_AVX512 __attribute__((always_inline)) static inline natlens_field natlens_fields_avx512(
    const void *address, uint8_t separator, int has_port) {
  __m256i text = _mm256_loadu_si256((const __m256i *)((const uint8_t *)address - 1));
  __m256i values = _mm256_sub_epi8(text, _mm256_set1_epi8('0'));
  __mmask32 marks = _mm256_cmpgt_epu8_mask(values, _mm256_set1_epi8(9));
  __m256i places = _mm256_maskz_compress_epi8(
      marks, _mm256_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
                              20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31));
  // What stands there: a byte before the address, three dots, a separator.
  uint64_t signs = (uint64_t)_mm_cvtsi128_si64(
      _mm256_castsi256_si128(_mm256_maskz_compress_epi8(marks, text)));
  // Where each slot's field is preceded and followed by no digit.
  __m256i before = _mm256_permutexvar_epi8(
      _mm256_setr_epi8(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4,
                       0, 0, 0, 0, 0, 0, 0, 0),
      places);
  __m256i after = _mm256_permutexvar_epi8(
      _mm256_setr_epi8(1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5,
                       0, 0, 0, 0, 0, 0, 0, 0),
      places);
  __m256i from = _mm256_add_epi8(
      after, _mm256_setr_epi8(-4, -3, -2, -1, -4, -3, -2, -1, -4, -3, -2, -1, -4, -3, -2, -1,
                              -8, -7, -6, -5, -4, -3, -2, -1, 0, 0, 0, 0, 0, 0, 0, 0));
  // Which bytes of the slots the fields fill: at least the last, not the first.
  __mmask32 filled = _mm256_cmpgt_epi8_mask(from, before);
  uint32_t wrong = (filled & (has_port ? 0x819999 : 0x9999)) ^ (has_port ? 0x808888 : 0x8888);
  __m256i digits = _mm256_maskz_permutexvar_epi8(filled, from, values);
  __m256i sums = _mm256_madd_epi16(
      _mm256_maddubs_epi16(
          digits, _mm256_setr_epi8(0, 100, 10, 1, 0, 100, 10, 1, 0, 100, 10, 1, 0, 100, 10, 1,
                                   10, 1, 10, 1, 10, 1, 10, 1, 0, 0, 0, 0, 0, 0, 0, 0)),
      _mm256_setr_epi16(1, 1, 1, 1, 1, 1, 1, 1, 100, 1, 100, 1, 0, 0, 0, 0));
  // The octets, the last lowest, and above them what they have beyond a byte.
  uint64_t octets = (uint64_t)_mm_cvtsi128_si64(_mm_shuffle_epi8(
      _mm256_castsi256_si128(sums),
      _mm_setr_epi8(12, 8, 4, 0, 13, 9, 5, 1, -1, -1, -1, -1, -1, -1, -1, -1)));
  // The place of the byte behind the last digit: the fifth or sixth that is none.
  uint64_t length =
      (uint64_t)__builtin_ctz(_pdep_u32(has_port ? 1u << 5 : 1u << 4, marks) | 1u << 31) - 1;
  wrong |= ~marks & 1;
  uint64_t value = (uint32_t)octets;
  uint32_t wanted = 0x2e2e2e, found = (uint32_t)(signs >> 8) & 0xffffff;
  if (has_port) {
    // Digits above the last four, and those.
    uint64_t parts = (uint64_t)_mm_cvtsi128_si64(_mm256_extracti128_si256(sums, 1));
    uint64_t port = (uint32_t)parts * 10000ull + (parts >> 32);
    value |= port << 32;
    wrong |= (uint32_t)(port >> 16);
    wanted |= (uint32_t)separator << 24;
    found = (uint32_t)(signs >> 8);
  }
  wrong |= (found ^ wanted) | (uint32_t)(octets >> 32);
  natlens_field field = {value | (wrong ? NATLENS_NO_FIELD : 0), length};
  return field;
}

NATLENS_WITH_AVX512 static inline natlens_field natlens_endpoint_avx512(
    const void *address, uint8_t separator) {
  return natlens_fields_avx512(address, separator, 1);
}

NATLENS_WITH_AVX512 static inline natlens_field natlens_ipv4_avx512(const void *address) {
  return natlens_fields_avx512(address, 0, 0);
}
#else
static inline int natlens_has_avx512(void) { return 0; }
static inline natlens_field natlens_endpoint_avx512(const void *address, uint8_t separator) {
  return natlens_endpoint_portable(address, separator);
}
static inline natlens_field natlens_ipv4_avx512(const void *address) {
  return natlens_ipv4_portable(address);
}
#endif

// Reads an IPv4 address in dotted decimal. None where a digit stands before it, or an octet has more
// than three; what follows the last octet is up to the caller.
__attribute__((always_inline)) static inline natlens_field natlens_ipv4(const void *address) {
  return natlens_has_avx512() ? natlens_ipv4_avx512(address) : natlens_ipv4_portable(address);
}

// Reads an IPv4 address, a separator and a port of one to seven digits: the address in the low half of
// the value, the port above it. None where a digit stands before them.
__attribute__((always_inline)) static inline natlens_field natlens_endpoint(const void *address, uint8_t separator) {
  return natlens_has_avx512() ? natlens_endpoint_avx512(address, separator)
                              : natlens_endpoint_portable(address, separator);
}
