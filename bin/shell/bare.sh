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

readonly CACHE="${BARE_CACHE:-${TMPDIR:-/tmp}/portal-bare}"
# A name with a space in it: whoever unpacks the site on a desktop has one.
readonly HOUSE="/srv/trang tin"
readonly ROOTS_HOME="/root" # in there; here it may be elsewhere
readonly UBUNTU="${UBUNTU_MIRROR:-http://archive.ubuntu.com/ubuntu}"
declare -A CODENAMES=([12]=bookworm [13]=trixie [24.04]=noble [26.04]=resolute)
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

need_programs() {
  [[ "$(id -u)" == 0 ]] || fail "Máy Debian trống cần quyền root: sudo bin/test --bare"
  unshare --mount --pid --fork true 2>/dev/null || fail "Máy này không cho gắn ổ riêng (unshare --mount)."
  command -v debootstrap >/dev/null || {
    say "Cài debootstrap"
    apt-get -o DPkg::Lock::Timeout=300 update -qq >/dev/null 2>&1 || true
    apt-get -o DPkg::Lock::Timeout=300 install -y -qq debootstrap >/dev/null 2>&1 || true
  }
  command -v debootstrap >/dev/null || fail "Không có debootstrap. Cài: apt install debootstrap"
}

# mirror LABEL: where this machine's apt has Debian (LABEL Debian) or its security fixes (Debian-Security).
mirror() {
  local found
  found="$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' "Label: $1" | head -n 1)"
  [[ "$1" != Debian || -z "${BARE_MIRROR:-}" ]] || found="$BARE_MIRROR"
  printf '%s\n' "${found%/}"
}

is_ubuntu() { [[ "$1" == *.* ]]; }

system() { if is_ubuntu "$1"; then echo "Ubuntu $1"; else echo "Debian $1"; fi; }

# base RELEASE: the folder of a bare root, made once.
base() {
  local name folder url options=(--variant=minbase) script=()
  name="$(system "$1")"
  folder="$(kept "$1")"
  [[ ! -f "$folder/made" ]] || return 0
  if is_ubuntu "$1"; then
    url="$UBUNTU"
    options+=(--components=main,universe)
    # Debian has no key of Ubuntu's to check with; apt in the root checks what comes later.
    [[ -f /usr/share/keyrings/ubuntu-archive-keyring.gpg ]] || options+=(--no-check-gpg)
    script=(/usr/share/debootstrap/scripts/gutsy) # for those that came after this debootstrap
  else
    url="$(mirror Debian)"
  fi
  [[ -n "$url" ]] || fail "apt của máy này không có kho Debian nào. Chạy lại: BARE_MIRROR=http://… bin/test --bare"
  say "Dựng $name trống (một lần, giữ trong $CACHE)"
  rm -rf "$folder"
  mkdir -p "$folder"
  debootstrap "${options[@]}" "${CODENAMES[$1]}" "$folder/root" "$url" "${script[@]}" >"$folder/debootstrap.log" 2>&1 ||
    { tail -n 5 "$folder/debootstrap.log" >&2 && fail "Không dựng được $name."; }
  touch "$folder/made"
}

# kept RELEASE: where its base lies.
kept() { local name; name="$(system "$1")"; name="${name,,}"; printf '%s\n' "$CACHE/${name// /-}"; }

# furnish ROOT RELEASE: what a machine has from its owner: repositories, proxies, certificates, a user.
furnish() {
  local root="$1"
  repositories "$2" >"$root/etc/apt/sources.list"
  rm -f "$root"/etc/apt/sources.list.d/*
  apt-config dump Acquire | grep -iE '^Acquire::(http|https|ftp)::|^Acquire::Retries' >"$root/etc/apt/apt.conf.d/99owner" || true
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d" # no systemd in there: nothing is started
  chmod 755 "$root/usr/sbin/policy-rc.d"
  cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
  local named file files=()
  mapfile -t named < <(named_to_pip)
  for file in "${named[@]}"; do [[ ! -f "$file" ]] || files+=("$file"); done
  carry "$root" /etc/ssl/certs/ca-certificates.crt /usr/local/share/ca-certificates /etc/npmrc \
    /etc/pip.conf /etc/xdg/pip/pip.conf "${files[@]}" "$HOME/.config/pip/pip.conf" "$HOME/.pip/pip.conf" "$HOME/.npmrc" # where the owner has set something
  chroot "$root" useradd --create-home --shell /bin/bash can-bo
}

# repositories RELEASE: as the system's own installer writes them.
repositories() {
  local name="${CODENAMES[$1]}" main security
  if is_ubuntu "$1"; then
    printf 'deb %s %s main universe\n' "$UBUNTU" "$name" "$UBUNTU" "$name-updates" "$UBUNTU" "$name-security"
    return
  fi
  main="$(mirror Debian)" security="$(mirror Debian-Security)"
  echo "deb $main $name main"
  echo "deb $main $name-updates main"
  [[ -z "$security" ]] || echo "deb $security $name-security main"
}

# carry ROOT PATH…: the same path in there, where it is here; the home's for both users.
carry() {
  local root="$1" path inside
  shift
  for path in "$@"; do
    [[ -e "$path" ]] || continue
    inside="${path/#$HOME/$ROOTS_HOME}"
    mkdir -p "$root$(dirname "$inside")"
    cp -rL "$path" "$root$inside"
    [[ "$inside" != "$ROOTS_HOME"/* ]] || {
      mkdir -p "$root/etc/skel$(dirname "${inside#"$ROOTS_HOME"}")"
      cp -rL "$path" "$root/etc/skel${inside#"$ROOTS_HOME"}"
    }
  done
}

# What pip on this machine is told to use and lies on its disk: folders of packages, files of limits.
named_to_pip() {
  "$(find_python)" -m pip config list 2>/dev/null | grep -oE "(file://|[ =']|^)/[^ '\\\\]+" |
    sed "s|^[ =']*||; s|^file://||; s|/simple\$||" | sort -u || true # an index's files lie beside it
}

# What is the owner's in the environment: proxies, and how pip and npm are to be used.
owners_environment() {
  env | grep -E '^(https?_proxy|HTTPS?_PROXY|no_proxy|NO_PROXY|PIP_[A-Z_]+|npm_config_[a-z_]+|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|REQUESTS_CA_BUNDLE)=' || true
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
    exec unshare --mount --propagation private --pid --fork --kill-child bash -euc '
      mount -t proc proc "$ROOT/proc"
      mount --rbind /sys "$ROOT/sys"
      mount --rbind /dev "$ROOT/dev"
      mount -t tmpfs -o mode=1777 shm "$ROOT/dev/shm"
      for folder in $FOLDERS_TO_BIND; do
        [[ -d "$folder" ]] || continue
        mkdir -p "$ROOT$folder" && mount --bind "$folder" "$ROOT$folder"
      done
      exec chroot "$ROOT" env -i "$@"
    ' inside "${OWNERS[@]}" PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
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
