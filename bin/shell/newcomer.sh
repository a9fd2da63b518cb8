#!/usr/bin/env bash
# Inside the bare Debian of bin/shell/bare.sh: does what README.md tells a newcomer, with a watch in hand.
# Lines that begin with "=" are the figures; "= Đạt" is the last where all went well.
set -uo pipefail

readonly PATIENCE=3600 # seconds until the first page: the figure is told, not demanded
export DEBIAN_FRONTEND=noninteractive

fail() {
  printf '%s\n' "✗ $*"
  exit 1
}

# as_newcomer COMMAND…: in the clone, with nothing set but what the owner of the machine has set.
as_newcomer() {
  cd "$HOUSE" || exit 1
  local home
  home="$(getent passwd "$NEWCOMER" | cut -d: -f6)"
  if [[ "$NEWCOMER" == root ]]; then
    HOME="$home" "$@"
  else
    HOME="$home" setpriv --reuid "$NEWCOMER" --regid "$NEWCOMER" --init-groups "$@"
  fi
}

apt_as_readme_says() {
  local begun=$SECONDS
  { apt-get update -qq && apt-get install -y -qq python3 python3-venv git; } >/apt.log 2>&1 ||
    fail "apt: $(tail -n 2 /apt.log)"
  printf '%s\n' "· $(. /etc/os-release && echo "$PRETTY_NAME"), $(python3 --version), apt ${NEWCOMER}: $((SECONDS - begun)) giây"
}

# first_page NAME COMMAND…: seconds from the command until the first page is there; then it is ended.
first_page() {
  local name="$1" begun=$SECONDS server code
  shift
  set -m # a process group of its own, to be ended as a whole
  as_newcomer "$@" >/serve.log 2>&1 &
  server=$!
  set +m
  wait_for_page "$server"
  code=$?
  ((code == 0)) && printf '%s\n' "= $name: trang đầu sau $((SECONDS - begun)) giây"
  kill -- "-$server" 2>/dev/null
  wait "$server" 2>/dev/null
  ((code == 0)) || { tail -n 15 /serve.log; fail "$name: không có trang nào"; }
}

wait_for_page() {
  local until=$((SECONDS + PATIENCE))
  while ((SECONDS < until)); do
    is_there && return 0
    kill -0 "$1" 2>/dev/null || return 1
    sleep 0.5
  done
  return 1
}

is_there() {
  python3 - "$PORT" <<'END' 2>/dev/null
import sys, urllib.request
page = urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"http://127.0.0.1:{sys.argv[1]}/", timeout=20)
sys.exit(not (page.status == 200 and b"</html>" in page.read()))
END
}
export -f is_there wait_for_page as_newcomer first_page fail

# Nothing but the machine's own loopback: what is installed needs no network any more.
first_page_without_network() {
  unshare --net bash -c "ip link set lo up 2>/dev/null || python3 - <<'END'
import fcntl, socket, struct
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:  # SIOCSIFFLAGS: IFF_UP | IFF_RUNNING
    fcntl.ioctl(s, 0x8914, struct.pack('16sh', b'lo', 0x41))
END
  SECONDS=0; PATIENCE=$PATIENCE; first_page 'bin/serve lần hai, không mạng' bin/serve"
}

both_commands() {
  local code
  SECONDS=0
  if [[ "$NEWCOMER" == root ]]; then
    as_newcomer env CI=true bin/test "${ARGUMENTS[@]}" # nothing may be left out
  else
    as_newcomer bin/test "${ARGUMENTS[@]}"
  fi
  code=$?
  printf '%s\n' "= bin/test: $((SECONDS / 60)) phút $((SECONDS % 60)) giây, mã $code"
  return $code
}

ARGUMENTS=("$@")
export PORT
apt_as_readme_says
if [[ -z "$TEST_ONLY" ]]; then
  first_page "bin/serve" bin/serve
  first_page_without_network || exit 1
fi
if [[ -z "$SERVE_ONLY" ]]; then
  both_commands || exit 1
fi
echo "= Đạt"
