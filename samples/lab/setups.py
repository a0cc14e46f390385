"""The three NAT set-ups of the lab: the nftables ruleset of each, and what a reader of its logs should know about it."""

OUTSIDE = "203.0.113.1"
RESOLVER = "100.64.255.53"
INSIDE_NETWORK = "100.64.0.0/24"
IDS = {"fixed": "fixed-ranges", "wide": "wide-pool", "narrow": "narrow-pool"}

# fixed: like RFC 7422, ports follow from the subscriber alone. 2048 ports each, from 1024 upwards.
FIXED_FIRST, FIXED_SIZE = 1024, 2048
# wide: every port above the system ports, chosen at random for every connection.
WIDE = (1024, 65535)
# narrow: fewer ports than there are connections at a time. No flag, so Linux searches the range from a random start
# and takes the first port that is free *towards this destination*.
NARROW = (20000, 20031)

# Seconds. Linux keeps a closed TCP connection for 120 s and an idle UDP stream for as long; here they are short so
# that a recording of a few minutes holds the end of every session. They lengthen a binding past the last packet.
TIMEOUTS = {
    "nf_conntrack_tcp_timeout_syn_sent": 20,
    "nf_conntrack_tcp_timeout_established": 600,
    "nf_conntrack_tcp_timeout_fin_wait": 10,
    "nf_conntrack_tcp_timeout_close_wait": 10,
    "nf_conntrack_tcp_timeout_last_ack": 10,
    "nf_conntrack_tcp_timeout_time_wait": 10,
    "nf_conntrack_tcp_timeout_close": 5,
    "nf_conntrack_udp_timeout": 10,
    "nf_conntrack_udp_timeout_stream": 15,
    "nf_conntrack_icmp_timeout": 5,
}


def fixed_ranges(subscribers):
    """subscriber → (first, last) outside port; all the devices of a subscriber share its range."""
    firsts = {name: FIXED_FIRST + place * FIXED_SIZE for place, name in enumerate(sorted(subscribers))}
    return {name: (first, first + FIXED_SIZE - 1) for name, first in firsts.items()}


def snat_rules(setup, subscribers):
    """subscribers: subscriber → list of inside addresses."""
    # The protocol match covers ICMP too: its id is translated into the same range as the ports.
    match = 'oifname "outside" ip saddr {} meta l4proto {{ tcp, udp, icmp }} snat to ' + OUTSIDE + ":{}-{}{}"
    if setup == "fixed":
        ranges = fixed_ranges(subscribers)
        return [match.format("{ " + ", ".join(subscribers[name]) + " }", *ranges[name], "") for name in sorted(ranges)]
    if setup == "wide":
        return [match.format(INSIDE_NETWORK, *WIDE, " fully-random")]
    return [match.format(INSIDE_NETWORK, *NARROW, "")]


def ruleset(setup, subscribers):
    rules = "\n".join("    " + rule for rule in snat_rules(setup, subscribers))
    # The resolver is the provider's own, on the inside: its packets are not translated, and not tracked either.
    return f"""table ip lab {{
  chain untracked {{
    type filter hook prerouting priority raw
    ip daddr {RESOLVER} notrack
    ip saddr {RESOLVER} notrack
  }}
  chain translate {{
    type nat hook postrouting priority srcnat
{rules}
  }}
}}
"""


def facts(setup, subscribers):
    first, last = NARROW if setup == "narrow" else WIDE
    result = {
        "setup": IDS[setup],
        "nat_rules": snat_rules(setup, subscribers),
        "outside": OUTSIDE,
        "ports": {"first": first, "last": last},
        "port_choice": "fully-random" if setup == "wide" else "linear search from a random start",
        "untranslated": [RESOLVER],
        "conntrack_timeouts": TIMEOUTS,
    }
    if setup == "fixed":
        ranges = fixed_ranges(subscribers)
        result["ports"]["last"] = max(last for _, last in ranges.values())
        result["subscriber_ports"] = {name: {"first": a, "last": b} for name, (a, b) in ranges.items()}
    return result
