// Reads a capture with libpcap and does nothing with it: the floor under every tool that uses it.
//
//     capture-loop FILE
#include <pcap/pcap.h>
#include <stdio.h>

int main(int argc, char **argv) {
  char message[PCAP_ERRBUF_SIZE];
  if (argc != 2) return 64;
  pcap_t *capture = pcap_open_offline(argv[1], message);
  if (!capture) {
    fprintf(stderr, "%s\n", message);
    return 66;
  }
  struct pcap_pkthdr *header;
  const unsigned char *bytes;
  unsigned long long packets = 0, octets = 0, sum = 0;
  while (pcap_next_ex(capture, &header, &bytes) == 1) {
    packets++;
    octets += header->caplen;
    if (header->caplen) sum += bytes[0];
  }
  printf("%llu packets, %llu octets (%llu)\n", packets, octets, sum);
  pcap_close(capture);
  return 0;
}
