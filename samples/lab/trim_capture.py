"""Shortens the packets of a capture to what an observer can use: headers, DNS, plain HTTP and TLS ClientHellos.

Encrypted bytes do not compress and say nothing, and they would be nine tenths of the recording. The length a packet had
on the wire stays in its record, as when a capture is made with a small snap length; no packet is left out.
"""
import struct

ETHERNET, PCAP_RECORD = 14, struct.Struct("<IIII")


def useful_length(frame):
    if len(frame) < ETHERNET + 20 or frame[12:14] != b"\x08\x00":
        return len(frame)  # ARP and the like are short
    transport = ETHERNET + (frame[14] & 15) * 4
    protocol = frame[23]
    if protocol != 6:
        if protocol == 17 and 53 in struct.unpack("!2H", frame[transport:transport + 4]):
            return len(frame)
        return transport + 8 if protocol in (1, 17) else len(frame)
    payload = transport + (frame[transport + 12] >> 4) * 4
    start = frame[payload:payload + 6]
    if start[:1] == b"\x16" and start[5:6] == b"\x01":
        return len(frame)  # a handshake record that begins with a ClientHello
    if start[:4] == b"GET ":
        return len(frame)
    if start[:5] == b"HTTP/":
        end = frame.find(b"\r\n\r\n", payload)
        return end + 4 if end > 0 else len(frame)
    return payload


def trim(source, target):
    data = source.read_bytes()
    if data[:4] != b"\xd4\xc3\xb2\xa1":
        raise ValueError("expected a little-endian pcap file with microseconds")
    parts, at = [data[:24]], 24
    while at + 16 <= len(data):
        seconds, micros, captured, length = PCAP_RECORD.unpack_from(data, at)
        frame = data[at + 16:at + 16 + captured]
        keep = min(useful_length(frame), captured)
        parts += [PCAP_RECORD.pack(seconds, micros, keep, length), frame[:keep]]
        at += 16 + captured
    target.write_bytes(b"".join(parts))
