# Bare roots of Debian and Ubuntu, made by debootstrap and furnished as their owner would. Read with `source` after
# python.sh, by bare.sh (both commands there) and bin/drill (whole machines).

readonly CACHE="${BARE_CACHE:-${TMPDIR:-/tmp}/portal-bare}"
readonly ROOTS_HOME="/root" # in there; here it may be elsewhere
readonly UBUNTU="${UBUNTU_MIRROR:-http://archive.ubuntu.com/ubuntu}"
declare -A CODENAMES=([12]=bookworm [13]=trixie [24.04]=noble [26.04]=resolute)
# What runs in a root's own mount namespace first; ROOT and FOLDERS_TO_BIND stand in its environment.
readonly MOUNT_ALL='
  mount -t proc proc "$ROOT/proc"
  mount --rbind /sys "$ROOT/sys"
  mount --rbind /dev "$ROOT/dev"
  mount -t tmpfs -o mode=1777 shm "$ROOT/dev/shm"
  for folder in $FOLDERS_TO_BIND; do
    [[ -d "$folder" ]] || continue
    mkdir -p "$ROOT$folder" && mount --bind "$folder" "$ROOT$folder"
  done
'

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
