// Looking for a needle, and counting a byte, at the speed of memory: 64 bytes a step.
//
// Vectors as the compiler knows them for every processor; of Swift's own it cannot say cheaply whether
// any lane is set. Processors that have vectors of 32 bytes are told apart when the program runs.
#pragma once
#include <stdint.h>
#include <string.h>

typedef uint8_t natlens_bytes __attribute__((vector_size(32)));
typedef uint64_t natlens_words __attribute__((vector_size(32)));

// Both bodies are compiled twice, so what they call has to become part of them.
#define NATLENS_INSIDE static inline __attribute__((always_inline))

// The front of the first 64 of `count` places (a multiple of 64) among which is one where all three
// bytes stand at their distances; `count` where there is none. Reads up to the farthest distance
// behind the last place.
NATLENS_INSIDE uint64_t natlens_find_body(const uint8_t *bytes, uint64_t count,
                                          const uint8_t wanted[3], const uint8_t distances[3]) {
  natlens_bytes first = (natlens_bytes){} + wanted[0], second = (natlens_bytes){} + wanted[1];
  natlens_bytes third = (natlens_bytes){} + wanted[2];
  const uint8_t *a = bytes + distances[0], *b = bytes + distances[1], *c = bytes + distances[2];
  for (uint64_t place = 0; place < count; place += 64) {
    natlens_bytes found = {};
    for (int step = 0; step < 64; step += 32) {
      natlens_bytes x, y, z;
      memcpy(&x, a + place + step, sizeof x);
      memcpy(&y, b + place + step, sizeof y);
      memcpy(&z, c + place + step, sizeof z);
      found |= (natlens_bytes)((x == first) & (y == second) & (z == third));
    }
    natlens_words words = (natlens_words)found;
    if ((words[0] | words[1]) | (words[2] | words[3])) return place;
  }
  return count;
}

// How many of `count` bytes are the one that is wanted.
NATLENS_INSIDE uint64_t natlens_count_body(const uint8_t *bytes, uint64_t count, uint8_t wanted) {
  natlens_bytes pattern = (natlens_bytes){} + wanted;
  uint64_t total = 0, place = 0;
  while (count - place >= 64) {
    // A lane counts up to two a step, so 127 steps do not overflow it.
    uint64_t steps = (count - place) / 64;
    if (steps > 127) steps = 127;
    natlens_bytes lanes = {};
    for (uint64_t step = 0; step < steps; step++, place += 64)
      for (int part = 0; part < 64; part += 32) {
        natlens_bytes loaded;
        memcpy(&loaded, bytes + place + part, sizeof loaded);
        lanes -= (natlens_bytes)(loaded == pattern);
      }
    natlens_words words = (natlens_words)lanes, low = (natlens_words){} + 0x00ff00ff00ff00ff;
    words = (words & low) + (words >> 8 & low);
    total += ((words[0] + words[1] + words[2] + words[3]) * 0x0001000100010001) >> 48;
  }
  for (; place < count; place++) total += bytes[place] == wanted;
  return total;
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static uint64_t natlens_find_wide(
    const uint8_t *bytes, uint64_t count, const uint8_t wanted[3], const uint8_t distances[3]) {
  return natlens_find_body(bytes, count, wanted, distances);
}

__attribute__((target("avx2"))) static uint64_t natlens_count_wide(const uint8_t *bytes,
                                                                   uint64_t count,
                                                                   uint8_t wanted) {
  return natlens_count_body(bytes, count, wanted);
}
#endif

static inline uint64_t natlens_find(const uint8_t *bytes, uint64_t count, const uint8_t wanted[3],
                                    const uint8_t distances[3]) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return natlens_find_wide(bytes, count, wanted, distances);
#endif
  return natlens_find_body(bytes, count, wanted, distances);
}

static inline uint64_t natlens_count(const uint8_t *bytes, uint64_t count, uint8_t wanted) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return natlens_count_wide(bytes, count, wanted);
#endif
  return natlens_count_body(bytes, count, wanted);
}

#undef NATLENS_INSIDE
