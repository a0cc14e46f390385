"""The questions of reuse-experiment, one function each. One process asks them all: a socket belongs to the network
namespace it was made in, so it is enough to step into a namespace for the making.
"""
import contextlib
import ctypes
import re
import socket
import struct
import subprocess
import sys

PREFIX = sys.argv[1]
LIBC = ctypes.CDLL(None, use_errno=True)
CLONE_NEWNET = 0x40000000
D1, D2 = "198.51.100.1", "198.51.100.2"
RESET = struct.pack("ii", 1, 0)


@contextlib.contextmanager
def inside(name):
    with open("/proc/self/ns/net") as home, open(f"/run/netns/{PREFIX}{name}") as there:
        if LIBC.setns(there.fileno(), CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "setns")
        try:
            yield
        finally:
            LIBC.setns(home.fileno(), CLONE_NEWNET)


def command(text, **options):
    with inside("nat"):
        return subprocess.run(text.split(), capture_output=True, text=True, check=False, **options)


def listen(kind, address, port):
    with inside("web"):
        server = socket.socket(socket.AF_INET, kind)
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind((address, port))
        if kind == socket.SOCK_STREAM:
            server.listen(128)
        server.settimeout(1)
        return server


SERVERS = {(kind, address, port): listen(kind, address, port)
           for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM) for address in (D1, D2) for port in (80, 81)}
open_sockets = []


def rule(pool, flag=""):
    """A fresh NAT: all connections reset, no entry left, one rule."""
    for used in open_sockets:
        with contextlib.suppress(OSError):
            used.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        used.close()
    open_sockets.clear()
    command("conntrack -F")
    text = f"""flush ruleset
table ip lab {{ chain translate {{ type nat hook postrouting priority srcnat
  oifname "outside" meta l4proto {{ tcp, udp, icmp }} snat to 203.0.113.1:{pool} {flag}
  }}
}}
"""
    result = command("nft -f -", input=text)
    assert result.returncode == 0, result.stderr
    print(f"  [snat to 203.0.113.1:{pool}{' ' + flag if flag else ''}]")


def reach(host, address, port=80, source=0, kind=socket.SOCK_STREAM):
    """The outside port the server sees, or None if nothing arrived within half a second. Both ends stay open."""
    with inside(host):
        client = socket.socket(socket.AF_INET, kind)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    client.settimeout(0.5)
    client.bind(("", source))
    server = SERVERS[kind, address, port]
    open_sockets.append(client)
    try:
        client.connect((address, port))
        if kind == socket.SOCK_STREAM:
            accepted, peer = server.accept()
            open_sockets.append(accepted)
        else:
            client.send(b"?")
            _, peer = server.recvfrom(16)
        return peer[1]
    except TimeoutError:
        return None


def many(count, host, address, port=80, kind=socket.SOCK_STREAM):
    return [reach(host, address, port, kind=kind) for _ in range(count)]


def different_destinations():
    print("1. Many connections at once, source ports outside the pool of 16")
    rule("20000-20015")
    first = many(16, "a", D1)
    print(f"  16 from a to D1:80: {len(set(first))} different outside ports")
    second = many(16, "b", D2)
    print(f"  16 more from b to D2:80: {len(set(second))} different ports, {len(set(first) & set(second))} of them held by a at the same time")
    third = many(16, "b", D1, 81)
    print(f"  16 more from b to D1:81 (same address, other port): {len(set(third))} different ports, "
          f"{len(set(first) & set(third))} of them held by a")
    failed = reach("b", D1)
    drops = sum(int(n) for n in re.findall(r" drop=(\d+)", command("conntrack -S").stdout))
    print(f"  a 17th to D1:80, from b: {'no answer' if failed is None else f'port {failed}'}; packets dropped by conntrack so far: {drops}")
    udp = many(16, "b", D1, kind=socket.SOCK_DGRAM)
    print(f"  16 over UDP to D1:80: {len(set(udp) - {None})} different ports, all of them in use over TCP to the same place")


def random_flags():
    print("2. The same with the random flags: a shared port is not avoided, it is a matter of chance")
    for flag in ("", "random", "fully-random"):
        rule("20000-20015", flag)
        first, second = many(8, "a", D1), many(8, "b", D2)
        print(f"  8 from a to D1, 8 from b to D2: {len(set(first))} and {len(set(second))} different ports, {len(set(first) & set(second))} in common "
              "(4 expected by chance)")


def same_inside_endpoint():
    print("3. One inside address and port, two destinations")
    for flag in ("", "random", "fully-random"):
        rule("20000-20999", flag)
        same = sum(reach("a", D1, source=port) == reach("a", D2, source=port) for port in range(40000, 40020))
        print(f"  same outside port for both: {same} of 20")


def preservation():
    print("4. A source port that lies in the pool")
    for flag in ("", "random", "fully-random"):
        rule("20000-20999", flag)
        kept = sum(reach("a", D1, source=port) == port for port in range(20100, 20120))
        both = sum(reach("b", D2, source=port) == port for port in range(20100, 20120))
        other = sum(reach("b", D1, source=port) == port for port in range(20100, 20120))
        print(f"  kept: {kept} of 20; kept for b too, to another destination, while a holds it: {both} of 20; "
              f"to the same destination: {other} of 20")


def after_the_end():
    print("5. One port, one destination, the former connection closed a moment ago (its entry is in TIME_WAIT)")
    for pool, size in (("20000", 1), ("20000-20063", 64)):
        rule(f"{pool}-20000" if size == 1 else pool)
        many(size, "a", D1)
        pairs = list(zip(open_sockets[0::2], open_sockets[1::2]))
        for client, accepted in pairs:
            client.close()
            accepted.close()
        open_sockets.clear()
        waiting = command("conntrack -L -p tcp").stdout.count("TIME_WAIT")
        tries = [reach("b", D1) for _ in range(20 if size > 1 else 1)]
        print(f"  {waiting} of {size} ports in TIME_WAIT; then {len(tries)} from b at once: {sum(t is not None for t in tries)} got through")
    got = 0
    for _ in range(20):
        rule_quietly("20000-20000")
        reach("a", D1)
        for used in open_sockets:
            used.close()
        open_sockets.clear()
        got += reach("b", D1) is not None
    print(f"  one port, tried 20 times: {got} got through at once (an entry in TIME_WAIT gives way if the new sequence number is the higher)")
    rule("20000-20000")
    reach("a", D1, kind=socket.SOCK_DGRAM)
    print(f"  over UDP: {'no answer' if reach('b', D1, kind=socket.SOCK_DGRAM) is None else 'got through'} (the entry is kept until its timeout)")


def rule_quietly(pool):
    with contextlib.redirect_stdout(None):
        rule(pool)


print("Linux " + open("/proc/sys/kernel/osrelease").read().split("-")[0] + "; a, b: subscribers; D1, D2: servers' addresses")
for question in (different_destinations, random_flags, same_inside_endpoint, preservation, after_the_end):
    question()
