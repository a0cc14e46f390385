"""Writes everything the lab's processes are configured with: who lives there, which names exist, what answers where.

    world.py SETUP SEED WORKDIR     (SETUP: fixed, wide or narrow)

All of it follows from sites.csv and the seed, so two recordings with one seed have the same people with the same
habits; only the network's and the scheduler's timing differs.
"""
import csv
import json
import pathlib
import random
import sys

import setups

SUBSCRIBERS = 10
TWO_DEVICES = "s04"  # the subscriber with a second inside address
HERE = pathlib.Path(__file__).resolve().parent


def read_sites():
    with open(HERE / "sites.csv", newline="") as file:
        sites = {row["name"]: row for row in csv.DictReader(file)}
    for site in sites.values():
        site["third_parties"] = site["third_parties"].split()
    return sites


def make_subscribers(sites, seed):
    """A repertoire is site → weight. Popular sites are everybody's; a rare site is exactly one subscriber's."""
    dice = random.Random(f"subscribers {seed}")
    by_role = {}
    for site in sites.values():
        by_role.setdefault(site["role"], []).append(site["name"])
    people = {}
    for number in range(1, SUBSCRIBERS + 1):
        name = f"s{number:02}"
        repertoire = {site: dice.choice([1, 2, 3]) for site in by_role["popular"]}
        repertoire.update({site: 2 for site in dice.sample(by_role["common"], 5)})
        people[name] = {
            "devices": [f"100.64.0.{10 + number}"],
            "repertoire": repertoire,
            # What runs without anybody looking: two chores out of these, and the clock of every device.
            "background": sorted(["ntp.test"] + dice.sample(
                ["telemetry.iot.test", "push.chat.test", "firmware.iot.test", "voice.chat.test", "ping"], 2)),
        }
    people[TWO_DEVICES]["devices"].append("100.64.0.31")
    for site, name in zip(by_role["rare"], dice.sample(sorted(people), len(by_role["rare"]))):
        people[name]["repertoire"][site] = 3
    return people


def nginx_configuration(sites, work):
    servers = []
    for address in sorted({s["address"] for s in sites.values() if s["scheme"].startswith("http")}):
        servers.append(f"""  server {{
    listen {address}:80;
    listen {address}:443 ssl;
    ssl_certificate {work}/tls/{address}.pem;
    ssl_certificate_key {work}/tls/server.key;
    rewrite ^ /$host.html break;
  }}""")
    temporary = "\n".join(f"  {kind}_temp_path {work}/nginx-tmp;"
                          for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    # `combined` is nginx's own default format. `port` is the same with the client's port and, at the end, the host and
    # the server's own endpoint: what RFC 6302 asks servers to log, and what few do.
    return f"""daemon off;
user root;
worker_processes 1;
pid {work}/nginx.pid;
error_log {work}/nginx-error.log warn;
events {{ worker_connections 2048; }}
http {{
{temporary}
  default_type text/html;
  log_format port '$remote_addr:$remote_port - $remote_user [$time_local] "$request" $status $body_bytes_sent '
                  '"$http_referer" "$http_user_agent" "$host" "$server_addr:$server_port"';
  access_log {work}/access.log combined;
  access_log {work}/access-port.log port;
  keepalive_timeout 75s;
  keepalive_requests 1000;
  ssl_protocols TLSv1.2 TLSv1.3;
  ssl_session_tickets off;
  root {work}/pages;
{chr(10).join(servers)}
}}
"""


def dnsmasq_configuration(sites, work):
    lines = ["no-resolv", "no-hosts", "no-poll", "keep-in-foreground", "user=root", "bind-dynamic", "cache-size=0",
             f"listen-address={setups.RESOLVER}", f"pid-file={work}/dnsmasq.pid",
             "log-queries=extra", f"log-facility={work}/dns.log", "local-ttl=20", "local=/example/", "local=/test/"]
    for site in sites.values():
        if site["alias_of"]:
            lines.append(f"cname={site['name']},{site['alias_of']}")
        else:
            lines.append(f"host-record={site['name']},{site['address']}")
    return "\n".join(lines) + "\n"


def write_csv(path, header, rows):
    path.write_text("\n".join(",".join(row) for row in [header, *rows]) + "\n")


def main():
    setup, seed, work = sys.argv[1], int(sys.argv[2]), pathlib.Path(sys.argv[3])
    sites = read_sites()
    people = make_subscribers(sites, seed)
    addresses = {name: person["devices"] for name, person in people.items()}
    devices = [(name, device) for name in sorted(addresses) for device in addresses[name]]
    web = sorted({s["address"] for s in sites.values()})

    (work / "nat.nft").write_text(setups.ruleset(setup, addresses))
    (work / "sysctl.conf").write_text("".join(f"net.netfilter.{key} {value}\n" for key, value in setups.TIMEOUTS.items()))
    (work / "nginx.conf").write_text(nginx_configuration(sites, work))
    (work / "dnsmasq.conf").write_text(dnsmasq_configuration(sites, work))
    (work / "devices").write_text("".join(f"{device}\n" for _, device in devices))
    (work / "server-addresses").write_text("".join(f"{address}\n" for address in web))
    (work / "udp-services").write_text(" ".join(
        f"{s['address']}:{s['scheme'][4:]}" for s in sites.values() if s["scheme"].startswith("udp:")) + "\n")
    write_csv(work / "subscribers.csv", ["subscriber", "inside"], devices)
    write_csv(work / "names.csv", ["name", "address"], [(s["name"], s["address"]) for s in sites.values()])
    (work / "world.json").write_text(json.dumps(
        {"seed": seed, "resolver": setups.RESOLVER, "sites": sites, "subscribers": people}))
    (work / "facts.json").write_text(json.dumps(setups.facts(setup, addresses)))

    # One certificate per address with all its names, as hosting companies and CDNs do.
    (work / "tls").mkdir()
    for address in web:
        names = ",".join("DNS:" + s["name"] for s in sites.values() if s["address"] == address)
        (work / "tls" / f"{address}.ext").write_text(f"subjectAltName={names}\n")
    (work / "pages").mkdir()
    sizes = random.Random(f"pages {seed}")
    for name in sites:
        (work / "pages" / f"{name}.html").write_text(f"{name}\n" + "." * sizes.randrange(300, 9000) + "\n")


main()
