#!/usr/bin/env bash
# A bare Debian or Ubuntu, made by debootstrap, with a clean clone in it: both commands run there as a
# newcomer runs them. Called by `bin/test --bare`:
#
#   bin/test --bare                     Debian 12 and Debian 13, both commands
#   bin/test --bare 24.04               Ubuntu of that number
#   bin/test --bare 13 --serve-only     only bin/serve, twice: the second time without a network
#   bin/test --bare 13 --test-only      only bin/test
#   bin/test --bare 12 --user           as a user who is not root and may not install anything
#   bin/test --bare 12 --memory 2G      with that much memory, as a small rented machine
#   bin/test --bare 12 tests/site       what is left goes to bin/test in there
#
# The mirror is the one that this machine's own apt uses (or BARE_MIRROR), Ubuntu's own (or UBUNTU_MIRROR); pip, npm and proxies are set
# in there as they are here. What is mounted is mounted in a namespace of its own, so it is gone with the
# last process, whatever happens. Base roots and logs are kept in BARE_CACHE.
set -euo pipefail
cd "$(dirname "$0")/../.."
source bin/shell/python.sh
source bin/shell/roots.sh

# A name with a space in it: whoever unpacks the site on a desktop has one.
readonly HOUSE="/srv/trang tin"
RELEASES=() ARGUMENTS=() SERVE_ONLY="" TEST_ONLY="" NEWCOMER=root MEMORY="" FAILED=()

read_arguments() {
  while (($#)); do
    case "$1" in
      --serve-only) SERVE_ONLY=1 ;;
      --test-only) TEST_ONLY=1 ;;
      --user) NEWCOMER=can-bo ;;
      --memory) MEMORY="$2" && shift ;;
      12 | 13 | 24.04 | 26.04) RELEASES+=("$1") ;;
      *) ARGUMENTS+=("$1") ;;
    esac
    shift
  done
  ((${#RELEASES[@]})) || RELEASES=(12 13)
}

# limit_memory: this process and its children get MEMORY, by whichever kind of cgroup there is.
limit_memory() {
  local group
  [[ -n "$MEMORY" ]] || return 0
  if [[ -d /sys/fs/cgroup/memory ]]; then
    group=/sys/fs/cgroup/memory/portal-bare
    mkdir -p "$group" && echo "$MEMORY" >"$group/memory.limit_in_bytes"
  else
    group=/sys/fs/cgroup/portal-bare
    mkdir -p "$group" && echo "$MEMORY" >"$group/memory.max" && echo 0 >"$group/memory.swap.max"
  fi
  echo "$BASHPID" >"$group/cgroup.procs" || fail "Máy này không cho giới hạn bộ nhớ (cgroup)."
}

# try RELEASE: a root of its own, the clone, both commands.
try() {
  local release="$1" root log
  root="$CACHE/chay-$release-$$"
  mkdir -m 755 "$root"
  log="$(kept "$release").log"
  say "$(system "$release"): thử trong $root (nhật ký: $log)"
  : >"$root.pid"
  cp -aT "$(kept "$release")/root" "$root"
  furnish "$root" "$release"
  git clone --quiet --no-hardlinks "file://$PWD" "$root$HOUSE"
  chroot "$root" chown -R "$NEWCOMER:" "$HOUSE"
  install -m 755 bin/shell/newcomer.sh "$root/newcomer"
  (
    limit_memory
    mapfile -t FOLDERS < <(named_to_pip)
    mapfile -t OWNERS < <(owners_environment)
    export ROOT="$root" FOLDERS_TO_BIND="${FOLDERS[*]}"
    echo "$BASHPID" >"$root.pid"
    exec unshare --mount --propagation private --pid --fork --kill-child bash -euc "$MOUNT_ALL"'exec chroot "$ROOT" env -i "$@"' inside "${OWNERS[@]}" PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
      NEWCOMER="$NEWCOMER" HOUSE="$HOUSE" SERVE_ONLY="$SERVE_ONLY" TEST_ONLY="$TEST_ONLY" PORT="$(free_port)" \
      bash /newcomer "${ARGUMENTS[@]}"
  ) 2>&1 | tee "$log" | grep --line-buffered -E '^(·|✗|!|=|FAILED|ERROR)' &
  wait $! || true # in the back, so that a signal is heard at once
  : >"$root.pid"
  grep -q '^= Đạt$' "$log" || FAILED+=("$(system "$release")")
  clean_up
}

# The first process of the namespace ends the others and takes the mounts along; it heeds no other signal.
clean_up() {
  local pid_file
  for pid_file in "$CACHE"/chay-*-"$$".pid; do
    [[ -f "$pid_file" ]] || continue
    [[ ! -s "$pid_file" ]] || { kill -KILL "$(<"$pid_file")" 2>/dev/null && sleep 1; }
    rm -rf --one-file-system "${pid_file%.pid}" "$pid_file"
  done
}

free_port() {
  "$(find_python)" -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

trap clean_up EXIT
trap 'exit 130' INT TERM
read_arguments "$@"
need_programs
mkdir -p "$CACHE"
[[ -z "$(git status --porcelain)" ]] || say "Có thay đổi chưa commit: chỉ bản đã commit được thử."
for release in "${RELEASES[@]}"; do
  base "$release"
  try "$release"
done
((${#FAILED[@]} == 0)) || fail "Chưa đạt trên: $(IFS=','; echo "${FAILED[*]}"). Xem nhật ký trong $CACHE"
