# Sourced by `record` and `reuse-experiment`: the lab's network namespaces, and how to be rid of them again.
#
# Every namespace has a name that starts with $prefix. None has a link to the namespace the machine itself is in, so
# nothing the lab sends can leave it, and nothing of the machine's own configuration is used or changed.

prefix=natlens-lab-
lock=/run/natlens-lab.lock

# in_ns NAME COMMAND…
in_ns() { local name=$1; shift; ip netns exec "$prefix$name" "$@"; }

add_ns() {
  ip netns add "$prefix$1"
  # No IPv6: its neighbour and router discovery would be the only traffic on these links that nobody asked for.
  in_ns "$1" sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
  in_ns "$1" ip link set lo up
}

# link NS-A IF-A NS-B IF-B: a cable between two namespaces
link() {
  ip link add "$2" netns "$prefix$1" type veth peer name "$4" netns "$prefix$3"
  in_ns "$1" ip link set "$2" up
  in_ns "$3" ip link set "$4" up
}

# Subscribers ── access (a bridge) ── nat ── web;  resolver ── nat.
# Arguments: the file of inside addresses, the file of server addresses.
build_network() {
  local devices=$1 servers=$2 address number=0
  for name in access nat resolver web; do add_ns "$name"; done

  in_ns access ip link add bridge type bridge
  in_ns access ip link set bridge up
  link access uplink nat inside
  in_ns access ip link set uplink master bridge
  in_ns nat ip address add 100.64.0.1/24 dev inside

  while read -r address; do
    number=$((number + 1))
    add_ns "device$number"
    link access "port$number" "device$number" eth0
    in_ns access ip link set "port$number" master bridge
    in_ns "device$number" ip address add "$address/24" dev eth0
    in_ns "device$number" ip route add default via 100.64.0.1
    # Eight changing bytes in every packet that nothing here reads would be a tenth of the captures.
    in_ns "device$number" sysctl -qw net.ipv4.tcp_timestamps=0
  done <"$devices"

  link nat to-resolver resolver eth0
  in_ns nat ip address add 100.64.255.54/30 dev to-resolver
  in_ns resolver ip address add 100.64.255.53/30 dev eth0
  in_ns resolver ip route add default via 100.64.255.54

  link nat outside web eth0
  in_ns nat ip address add 203.0.113.1/30 dev outside
  in_ns web ip address add 203.0.113.2/30 dev eth0
  in_ns nat ip route add default via 203.0.113.2
  # All servers are addresses of one namespace. The web has no route to the inside: only translated packets come back.
  while read -r address; do in_ns web ip address add "$address/32" dev lo; done <"$servers"
  in_ns nat sysctl -qw net.ipv4.ip_forward=1
}

# conntrack must exist in the namespace before its switches do: load the rules first.
# Arguments: the ruleset, the file of `sysctl value` lines.
start_nat() {
  local key value
  in_ns nat nft -f "$1"
  # Start and stop times and counters on every entry. Only entries made from now on have them.
  in_ns nat sysctl -qw net.netfilter.nf_conntrack_timestamp=1 net.netfilter.nf_conntrack_acct=1
  while read -r key value; do in_ns nat sysctl -qw "$key=$value"; done <"$2"
}

# Ends what runs in the lab's namespaces and removes them; harmless if there are none. Also called before a start, for
# the remains of a run that was killed too hard to clean up.
remove_network() {
  local name pids
  for name in $(ip netns list | awk -v p="$prefix" 'index($1, p) == 1 { print $1 }'); do
    pids=$(ip netns pids "$name" 2>/dev/null) || pids=
    [ -z "$pids" ] || kill -KILL $pids 2>/dev/null || true
    ip netns delete "$name" 2>/dev/null || true
  done
}

# Only one lab at a time: the namespaces' names are fixed, so that the next run can find what a killed one left.
# Children are started with the lock closed (8>&-): a survivor of a killed run must not keep the next one out.
take_lock() {
  exec 8>"$lock"
  flock -n 8 || { echo "another lab is running ($lock)" >&2; exit 75; }
}

# A sleep that a signal can interrupt: bash runs traps only between foreground commands.
pause() { sleep "$1" 8>&- & wait $!; }

packages="iproute2 nftables conntrack ulogd2 dnsmasq-base nginx-light tcpdump openssl python3 procps zstd util-linux"
commands="ip nft conntrack ulogd dnsmasq nginx tcpdump openssl python3 sysctl zstd flock"

# Names what is missing; installs it only if the argument is --install.
check_tools() {
  local command missing=
  [ "$(id -u)" = 0 ] || { echo "run as root: network namespaces and packet capture need it" >&2; exit 77; }
  for command in $commands; do command -v "$command" >/dev/null || missing="$missing $command"; done
  [ -n "$missing" ] || return 0
  if [ "${1:-}" = --install ]; then
    apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends $packages
    return
  fi
  echo "missing:$missing" >&2
  echo "on Debian or Ubuntu: apt-get install $packages   (or run this with --install)" >&2
  exit 69
}
