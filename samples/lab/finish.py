"""Turns the raw files of one run into a recording: merges the truth, trims the captures, compresses, describes.

    finish.py WORKDIR OUTDIR --started T --ended T --left N --seconds S --seed N
"""
import argparse
import gzip
import json
import pathlib
import platform
import re
import subprocess

from trim_capture import trim


def versions():
    """The first dotted number of what each tool says about itself."""
    asks = {"conntrack": ["conntrack", "-V"], "ulogd": ["ulogd", "-V"], "nft": ["nft", "-v"], "dnsmasq": ["dnsmasq", "-v"],
            "nginx": ["nginx", "-v"], "tcpdump": ["tcpdump", "--version"], "openssl": ["openssl", "version"],
            "iproute2": ["ip", "-V"]}
    found = {"python3": platform.python_version()}
    for tool, command in asks.items():
        said = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False).stdout
        number = re.search(r"\d+\.\d+(\.\d+)?", said)
        found[tool] = number.group() if number else "unknown"
    return dict(sorted(found.items()))


def merged_truth(work):
    lines = [line for file in work.glob("*.truth") for line in file.read_text().splitlines()]
    records = [json.loads(line) for line in lines]
    records.sort(key=lambda record: record.get("time") or record["start"])
    return "".join(json.dumps(record, separators=(",", ":")) + "\n" for record in records).encode()


def lost_by_capture(work, side):
    said = (work / f"tcpdump-{side}.messages").read_text()
    return int(re.search(r"(\d+) packets? dropped by kernel", said).group(1))


def write_gzip(path, data):
    # No file name and no time in the header: the same content gives the same bytes.
    with open(path, "wb") as file, gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=file, mtime=0) as packed:
        packed.write(data)


def nat_configuration(facts, addresses):
    """The NAT's configuration as natlens reads it (natlens.nat/1): all that a log-free lookup has to go by."""
    ranges = [{"inside": addresses[name], "outside": facts["outside"], **ports}
              for name, ports in facts.get("subscriber_ports", {}).items()]
    # Linux asks only whether a port is free towards the destination: without fixed ranges it is shared (README.md).
    return {"schema": "natlens.nat/1", "behavior": "deterministic" if ranges else "overloaded",
            "outside": [facts["outside"]], "ranges": ranges}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    for option in ("--started", "--ended"):
        parser.add_argument(option, required=True)
    for option in ("--left", "--seconds", "--seed"):
        parser.add_argument(option, type=int, required=True)
    options = parser.parse_args()
    work = options.work
    world = json.loads((work / "world.json").read_text())
    facts = json.loads((work / "facts.json").read_text())
    folder = options.out / facts["setup"]
    folder.mkdir(parents=True, exist_ok=True)

    logs = {"conntrack.log": work / "conntrack.out", "ulogd.log": work / "ulogd.log", "dns.log": work / "dns.log",
            "access.log": work / "access.log", "access-port.log": work / "access-port.log"}
    for name, source in logs.items():
        write_gzip(folder / f"{name}.gz", source.read_bytes())
    write_gzip(folder / "truth.ndjson.gz", merged_truth(work))
    for name in ("subscribers.csv", "names.csv"):
        (folder / name).write_bytes((work / name).read_bytes())
    for side in ("inside", "outside"):
        trim(work / f"{side}.pcap", work / f"{side}.trimmed")
        subprocess.run(["zstd", "-q", "-f", "--ultra", "-22", str(work / f"{side}.trimmed"), "-o", str(folder / f"{side}.pcap.zst")],
                       check=True)

    setup = {
        "schema": "natlens.lab-setup/1", **facts,
        "capture_start": options.started, "capture_end": options.ended, "client_seconds": options.seconds,
        "seed": options.seed, "subscribers": len(world["subscribers"]),
        "devices": sum(len(person["devices"]) for person in world["subscribers"].values()),
        "clock": "one machine, one clock, all times UTC",
        "entries_left_in_table": options.left,
        "conntrack_overruns": (work / "conntrack.messages").read_text().count("ENOBUFS"),
        "packets_lost_by_capture": {side: lost_by_capture(work, side) for side in ("inside", "outside")},
        "kernel": platform.release().split("-")[0], "architecture": platform.machine(), "tools": versions(),
    }
    (folder / "setup.json").write_text(json.dumps(setup, indent=2) + "\n")
    addresses = {name: person["devices"] for name, person in world["subscribers"].items()}
    (folder / "nat.json").write_text(json.dumps(nat_configuration(facts, addresses), indent=1) + "\n")


main()
