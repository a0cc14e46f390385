"""One scripted device: looks names up, opens pages and what they load, chatters in the background, and writes the truth.

    subscriber.py --world FILE --inside ADDRESS --seconds N --ca FILE --truth FILE

Run inside the device's own network namespace. Source ports are the kernel's choice. Every HTTP request carries a token
used once, so a line of a server's log can be scored against the truth without believing the network.
"""
import argparse
import asyncio
import datetime
import json
import random
import secrets
import socket
import ssl
import struct

from dns_client import Exchange, Resolver

AGENTS = ["Mozilla/5.0 (X11; Linux x86_64) Lab/1", "Mozilla/5.0 (Windows NT 10.0) Lab/1", "Mozilla/5.0 (Android 14) Lab/1"]
TCP, UDP, ICMP = 6, 17, 1


def now():
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Connection:
    """A TCP connection, with TLS where the site has it; kept open for a few idle seconds, as browsers do."""

    def __init__(self, device, host, purpose, visit):
        self.device, self.host, self.purpose, self.visit = device, host, purpose, visit
        self.busy = True
        self.idle_timer = None

    async def open(self, address):
        self.secure = self.device.sites[self.host]["scheme"] == "https"
        self.destination = (address, 443 if self.secure else 80)
        self.start = now()
        options = {"ssl": self.device.tls, "server_hostname": self.host} if self.secure else {}
        self.reader, self.writer = await asyncio.wait_for(asyncio.open_connection(*self.destination, **options), 20)
        self.inside_port = self.writer.get_extra_info("sockname")[1]

    async def get(self, path, referer):
        request = (f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\nUser-Agent: {self.device.agent}\r\nAccept: */*\r\n"
                   + (f"Referer: {referer}\r\n" if referer else "") + "\r\n")
        self.writer.write(request.encode("ascii"))
        head = await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), 20)
        length = next(int(line[15:]) for line in head.decode("latin-1").split("\r\n")
                      if line.lower().startswith("content-length:"))
        await asyncio.wait_for(self.reader.readexactly(length), 20)

    def rest(self, seconds):
        self.busy = False
        self.idle_timer = asyncio.get_running_loop().call_later(seconds, lambda: self.device.spawn(self.close()))

    async def close(self):
        if self in self.device.connections:
            self.device.connections.remove(self)
            try:
                # Closed from this side first, without a TLS goodbye, as browsers do. Were the server the first, it would
                # remember the outside port for a minute and refuse it to the next subscriber that gets it.
                self.writer.get_extra_info("socket").shutdown(socket.SHUT_WR)
                await asyncio.wait_for(self.reader.read(), 5)
                self.writer.close()
                await asyncio.wait_for(self.writer.wait_closed(), 5)
            except (OSError, asyncio.TimeoutError):
                pass
            self.device.wrote_connection(self.start, TCP, self.inside_port, self.destination, self.host, self.purpose, self.visit)


class Device:
    def __init__(self, world, inside, ca, truth):
        self.inside, self.truth = inside, truth
        self.sites = world["sites"]
        self.subscriber = next(s for s, person in world["subscribers"].items() if inside in person["devices"])
        self.person = world["subscribers"][self.subscriber]
        self.dice = random.Random(f"device {world['seed']} {inside}")
        self.agent = self.dice.choice(AGENTS)
        self.resolver = Resolver(world["resolver"])
        self.tls = ssl.create_default_context(cafile=ca)
        self.connections, self.tasks = [], set()

    # Truth

    def write(self, **record):
        self.truth.write(json.dumps({key: value for key, value in record.items() if value is not None}, separators=(",", ":")) + "\n")

    def wrote_connection(self, start, proto, inside_port, destination, host, purpose, visit=None):
        self.write(kind="connection", start=start, end=now(), subscriber=self.subscriber, inside=self.inside,
                   inside_port=inside_port, proto=proto, destination=destination[0], destination_port=destination[1],
                   host=host, purpose=purpose, visit=visit)

    def spawn(self, work):
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    def whole(self, work):
        """Work that is finished even when the routine that asked for it is ended: the truth must not miss half of it."""
        return asyncio.shield(self.spawn(work))

    # The web

    async def fetch(self, host, purpose, visit=None, referer=None, idle=None):
        """One request, over an open idle connection to that host if there is one. A failure is written, not retried."""
        connection = next((c for c in self.connections if c.host == host and not c.busy), None)
        try:
            if connection:
                connection.idle_timer.cancel()
                connection.busy = True
            else:
                address = await self.resolver.resolve(host)
                connection = Connection(self, host, purpose, visit)
                await connection.open(address)
                self.connections.append(connection)
            token = secrets.token_hex(8)
            time = now()
            await connection.get(f"/p/{token}", referer)
            self.write(kind="request", time=time, subscriber=self.subscriber, token=token, host=host,
                       inside=self.inside, inside_port=connection.inside_port)
            connection.rest(idle or self.dice.uniform(2, 7))
        except (OSError, asyncio.TimeoutError, asyncio.IncompleteReadError) as error:
            self.write(kind="failure", time=now(), subscriber=self.subscriber, inside=self.inside, host=host,
                       error=type(error).__name__)
            if connection in self.connections:
                await connection.close()

    async def visit(self, site):
        visit = secrets.token_hex(4)
        scheme = self.sites[site]["scheme"]
        self.write(kind="visit", time=now(), subscriber=self.subscriber, device=self.inside, site=site, visit=visit)
        await self.whole(self.fetch(site, "visit", visit))
        # What the page loads; now and then the browser has something in its cache and does not ask.
        loads = [host for host in self.sites[site]["third_parties"] if self.dice.random() < 0.85]
        await asyncio.gather(*(self.whole(self.fetch(host, "third-party", visit, f"{scheme}://{site}/")) for host in loads))

    async def browse(self):
        sites, weights = zip(*self.person["repertoire"].items())
        await asyncio.sleep(self.dice.uniform(0, 5))
        while True:
            site = self.dice.choices(sites, weights)[0]
            for _ in range(self.dice.choice([1, 1, 2])):  # sometimes a second page of the same site
                await self.visit(site)
                await asyncio.sleep(self.dice.uniform(2, 12))

    # What runs without anybody looking

    async def chore(self, name):
        await asyncio.sleep(self.dice.uniform(0, 8))
        while True:
            if name == "ping":
                address = await self.resolver.resolve("search.example")
                await self.whole(asyncio.to_thread(self.ping, "search.example", address))
            elif name == "ntp.test":
                await self.whole(self.datagrams(name, size=48, count=1))
            elif name == "voice.chat.test":
                await self.whole(self.datagrams(name, size=172, count=12))
            else:
                # A chat keeps its connection open between messages; things report and hang up.
                await self.whole(self.fetch(name, "background", idle=40 if name == "push.chat.test" else 1))
            await asyncio.sleep(self.dice.uniform(12, 25))

    async def datagrams(self, host, size, count):
        destination = (await self.resolver.resolve(host), int(self.sites[host]["scheme"][4:]))
        start = now()
        transport, exchange = await asyncio.get_running_loop().create_datagram_endpoint(Exchange, remote_addr=destination)
        inside_port = transport.get_extra_info("sockname")[1]
        try:
            for _ in range(count):
                transport.sendto(bytes(size))
                await asyncio.sleep(0.4)
            await asyncio.wait_for(exchange.reply, 2)
        except (OSError, asyncio.TimeoutError):
            self.write(kind="failure", time=now(), subscriber=self.subscriber, inside=self.inside, host=host, error="NoReply")
        transport.close()
        self.wrote_connection(start, UDP, inside_port, destination, host, "background")

    def ping(self, host, address):
        """One echo request. The ICMP id stands where a port stands: it is what the NAT translates."""
        identifier, start = secrets.randbelow(65535) + 1, now()
        packet = struct.pack("!BBHHH", 8, 0, 0, identifier, 1) + bytes(16)
        total = sum(struct.unpack(f"!{len(packet) // 2}H", packet))
        total = (total & 0xFFFF) + (total >> 16)
        checksum = ~((total & 0xFFFF) + (total >> 16)) & 0xFFFF
        with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP) as raw:
            raw.settimeout(2)
            raw.sendto(packet[:2] + struct.pack("!H", checksum) + packet[4:], (address, 0))
            try:
                raw.recv(256)
            except OSError:
                pass
        self.wrote_connection(start, ICMP, identifier, (address, 0), host, "background")

    async def live(self, seconds):
        routines = [self.spawn(self.browse())] + [self.spawn(self.chore(name)) for name in self.person["background"]]
        await asyncio.wait(routines, timeout=seconds, return_when=asyncio.FIRST_EXCEPTION)
        failed = [task for task in routines if task.done()]
        for task in routines:
            task.cancel()
        await asyncio.gather(*routines, return_exceptions=True)
        if self.tasks:
            await asyncio.wait(self.tasks, timeout=25)
        for connection in list(self.connections):
            await connection.close()
        for task in failed:
            task.result()  # a routine never ends by itself: raise what ended it


def main():
    parser = argparse.ArgumentParser()
    for option in ("--world", "--inside", "--ca", "--truth"):
        parser.add_argument(option, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    options = parser.parse_args()
    with open(options.world) as file:
        world = json.load(file)
    with open(options.truth, "w", buffering=1) as truth:
        asyncio.run(Device(world, options.inside, options.ca, truth).live(options.seconds))


main()
