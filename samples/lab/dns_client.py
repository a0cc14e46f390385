"""A DNS stub resolver for one lab device: A queries over UDP, with a small cache.

The system's resolver is not used on purpose: it would read the host's /etc/resolv.conf, and it would hide from the
capture how long a name stays cached, which decides how often a name is seen in the DNS log.
"""
import asyncio
import secrets
import socket
import struct
import time

TYPE_A = 1
CLASS_IN = 1


def query_bytes(identifier, name):
    labels = b"".join(bytes([len(label)]) + label.encode("ascii") for label in name.split("."))
    return struct.pack("!6H", identifier, 0x0100, 1, 0, 0, 0) + labels + b"\0" + struct.pack("!2H", TYPE_A, CLASS_IN)


def skip_name(message, at):
    while message[at]:
        if message[at] >= 0xC0:  # compression pointer: two bytes, and the name ends there
            return at + 2
        at += 1 + message[at]
    return at + 1


def answer_addresses(message):
    """(addresses, smallest TTL). CNAME records on the way are skipped: the server sends the whole chain."""
    _, flags, questions, answers = struct.unpack("!4H", message[:8])
    at, addresses, ttls = 12, [], []
    for _ in range(questions):
        at = skip_name(message, at) + 4
    for _ in range(answers):
        at = skip_name(message, at)
        kind, _, ttl, length = struct.unpack("!2HIH", message[at:at + 10])
        at += 10
        ttls.append(ttl)
        if kind == TYPE_A and length == 4:
            addresses.append(socket.inet_ntoa(message[at:at + 4]))
        at += length
    return addresses, min(ttls, default=0)


class Exchange(asyncio.DatagramProtocol):
    """One datagram out, one in."""

    def __init__(self):
        self.reply = asyncio.get_running_loop().create_future()

    def datagram_received(self, data, _):
        if not self.reply.done():
            self.reply.set_result(data)

    def error_received(self, error):
        if not self.reply.done():
            self.reply.set_exception(error)


class Resolver:
    def __init__(self, server):
        self.server = server
        self.cache = {}

    async def resolve(self, name):
        known = self.cache.get(name)
        if known and known[1] > time.monotonic():
            return known[0]
        for _ in range(3):
            try:
                addresses, ttl = answer_addresses(await self.ask(name))
            except (asyncio.TimeoutError, OSError):
                continue
            if addresses:
                self.cache[name] = (addresses[0], time.monotonic() + ttl)
                return addresses[0]
        raise OSError(f"no address for {name}")

    async def ask(self, name):
        """A fresh socket for every query, so that each has its own random port, as stub resolvers do."""
        loop = asyncio.get_running_loop()
        transport, exchange = await loop.create_datagram_endpoint(Exchange, remote_addr=(self.server, 53))
        try:
            transport.sendto(query_bytes(secrets.randbelow(65536), name))
            return await asyncio.wait_for(exchange.reply, 2)
        finally:
            transport.close()
