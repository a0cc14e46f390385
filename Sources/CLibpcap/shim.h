#include <stdio.h>
#include <sys/types.h>
#include <pcap/pcap.h>

// A stdio stream whose bytes come from a callback, so that libpcap can read what is not a plain
// file. The callback fills at most `size` bytes, and returns how many, 0 at the end, -1 on failure.
// The stream does not own the cookie. Returns NULL if there is no memory.
#if defined(__APPLE__)
static inline FILE *natlens_open_stream(void *cookie, int (*fill)(void *, char *, int)) {
  return funopen(cookie, fill, NULL, NULL, NULL);
}
#else
// fopencookie(3), declared here because the C library shows it only under _GNU_SOURCE, which must
// not differ between the modules of one program.
struct natlens_stream_functions {
  ssize_t (*read)(void *, char *, size_t);
  ssize_t (*write)(void *, const char *, size_t);
  int (*seek)(void *, off_t *, int);
  int (*close)(void *);
};
extern FILE *natlens_fopencookie(void *cookie, const char *mode,
                                 struct natlens_stream_functions functions)
    __asm__("fopencookie");
static inline FILE *natlens_open_stream(void *cookie, ssize_t (*fill)(void *, char *, size_t)) {
  struct natlens_stream_functions functions = {fill, NULL, NULL, NULL};
  return natlens_fopencookie(cookie, "r", functions);
}
#endif
