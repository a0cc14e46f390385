// Looking for a needle, and counting a byte, at the speed of memory: 64 bytes a step.
//
// Vectors of 16 bytes as the compiler knows them for every processor; Swift's own compare into masks
// of which it cannot say cheaply whether any is set.
#pragma once
#include <stdint.h>
#include <string.h>

typedef uint8_t natlens_bytes __attribute__((vector_size(16)));
typedef uint64_t natlens_words __attribute__((vector_size(16)));

static inline natlens_bytes natlens_load(const uint8_t *bytes) {
  natlens_bytes loaded;
  memcpy(&loaded, bytes, sizeof loaded);
  return loaded;
}

static inline natlens_bytes natlens_splat(uint8_t byte) {
  return (natlens_bytes){byte, byte, byte, byte, byte, byte, byte, byte,
                         byte, byte, byte, byte, byte, byte, byte, byte};
}

// The front of the first 64 of `count` places (a multiple of 64) among which is one where all three
// bytes stand at their distances; `count` where there is none. Reads up to the farthest distance
// behind the last place.
static inline uint64_t natlens_find(const uint8_t *bytes, uint64_t count, const uint8_t wanted[3],
                                    const uint8_t distances[3]) {
  natlens_bytes first = natlens_splat(wanted[0]), second = natlens_splat(wanted[1]);
  natlens_bytes third = natlens_splat(wanted[2]);
  const uint8_t *a = bytes + distances[0], *b = bytes + distances[1], *c = bytes + distances[2];
  for (uint64_t place = 0; place < count; place += 64) {
    natlens_bytes found = natlens_splat(0);
    for (int step = 0; step < 64; step += 16)
      found |= (natlens_bytes)((natlens_load(a + place + step) == first) &
                               (natlens_load(b + place + step) == second) &
                               (natlens_load(c + place + step) == third));
    natlens_words words = (natlens_words)found;
    if (words[0] | words[1]) return place;
  }
  return count;
}

// How many of `count` bytes are the one that is wanted.
static inline uint64_t natlens_count(const uint8_t *bytes, uint64_t count, uint8_t wanted) {
  natlens_bytes pattern = natlens_splat(wanted);
  uint64_t total = 0, place = 0;
  while (count - place >= 64) {
    // A lane counts up to four a step, so 63 steps do not overflow it.
    uint64_t steps = (count - place) / 64;
    if (steps > 63) steps = 63;
    natlens_bytes lanes = natlens_splat(0);
    for (uint64_t step = 0; step < steps; step++, place += 64)
      for (int part = 0; part < 64; part += 16)
        lanes -= (natlens_bytes)(natlens_load(bytes + place + part) == pattern);
    natlens_words words = (natlens_words)lanes, low = {0x00ff00ff00ff00ff, 0x00ff00ff00ff00ff};
    natlens_words pairs = (words & low) + (words >> 8 & low);
    total += (pairs[0] * 0x0001000100010001) >> 48;
    total += (pairs[1] * 0x0001000100010001) >> 48;
  }
  for (; place < count; place++) total += bytes[place] == wanted;
  return total;
}
