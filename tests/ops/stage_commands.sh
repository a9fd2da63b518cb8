#!/bin/bash
# Every command of the system that bin/install calls, on the stage of a drill (tests/ops/stage.py): it does
# what the real one would to a state in files, and counts. At the call number $CUT_AT the installer is
# cut down with $CUT_SIGNAL, this command half done.
# Two of `tar` run at once: they are not counted.
name="${0##*/}" state="$PORTAL_ROOT/state"

cut_here() {
  local number
  number=$(($(<"$state/calls") + 1))
  echo "$number" >"$state/calls"
  echo "$name $*" >>"$state/log"
  if [[ "$number" == "$CUT_AT" ]]; then
    kill "-$CUT_SIGNAL" -- "-$STAGE_GROUP"
    exec /bin/sleep 5 # until the signal has arrived
  fi
}

schema_of() { head -n 1 "$state/db/$1" 2>/dev/null; }

psql_does() {
  local text="$*" statement
  [[ "$text" == *" -c"* || "$text" == *c\ * || "$text" == *Atc* ]] || text="$(cat)"
  case "$text" in
    *"SELECT datname"*) ls "$state/db" ;;
    *"SELECT coalesce"*) echo 5 ;;
    *"SELECT 'CREATE ROLE"*) [[ -f "$state/db/portal" ]] || echo 0 >"$state/db/portal" ;;
    *"TO portal_hong"*)
      mv "$state/db/portal" "$state/db/portal_hong"
      [[ "$text" == *single-transaction* ]] || cut_here "between two names"
      mv "$state/db/portal_lap_xong" "$state/db/portal"
      ;;
    *RENAME*)
      set -- $(grep -oE 'DATABASE [a-z_]+ RENAME TO [a-z_]+' <<<"$text")
      mv "$state/db/$2" "$state/db/$5"
      ;;
    *"CREATE DATABASE portal_dang_lap"*) : >"$state/db/portal_dang_lap" ;;
    *DROP*) for statement in $(grep -oE 'portal_[a-z_]+' <<<"$text"); do rm -f "$state/db/$statement"; done ;;
  esac
}

manage_does() {
  local wanted step
  wanted="$(<VERSION)"
  case "$2 $3" in
    "migrate --check") [[ "$(schema_of portal)" -ge "$wanted" ]] ;;
    "migrate "*)
      while step="$(schema_of portal)" && [[ "$step" -lt "$wanted" ]]; do
        sed -i "1s/.*/$((step + 1))/" "$state/db/portal"
        cut_here "migrated to $((step + 1))"
      done
      ;;
    "change_domain "*) echo "$3 → $4" >>"$state/domains" ;;
    "first_start "*) grep -q xa-mau "$state/db/portal" || echo xa-mau >>"$state/db/portal" ;;
  esac
}

starts() { [[ -x "$1/.venv/bin/python" && ! -f "$1/BROKEN" && "$(schema_of portal)" -ge "$(<"$1/VERSION")" ]]; }

[[ "$name" == sleep || "$name" == tar ]] || cut_here "$*"
case "$name" in
  id) [[ "$1" == -u ]] && echo 0 ;;
  getent | groupadd | useradd | usermod | chgrp | service | certbot) ;;
  git | apt-cache) exit 1 ;;
  sleep) [[ "$1" == 1 ]] || exec /bin/sleep "$1" ;;
  install)
    words=()
    while (($#)); do
      case "$1" in -o | -g) shift ;; *) words+=("$1") ;; esac
      shift
    done
    exec /usr/bin/install "${words[@]}"
    ;;
  mv | ln | rm | touch | tar | cp) PATH=/usr/bin:/bin exec "$name" "$@" ;;
  dpkg) [[ "$1" == --configure ]] && rm -f "$state/interrupted" ;;
  dpkg-query) [[ -f "$state/packages" && ! -f "$state/interrupted" ]] && echo installed ;;
  apt-get)
    [[ ! -f "$state/interrupted" ]] || exit 100
    [[ "$*" == *install* ]] || exit 0
    touch "$state/interrupted"
    cut_here "unpacked, not set up"
    touch "$state/packages"
    rm "$state/interrupted"
    ;;
  openssl)
    [[ "$1" != rand ]] || echo 0123456789abcdef
    while (($#)); do
      case "$1" in -keyout | -out) echo pem >"$2"; cut_here "wrote $1" ;; esac
      shift
    done
    ;;
  runuser) shift 3; exec "$@" ;;
  psql) psql_does "$@" ;;
  pg_dump) cat "$state/db/portal" ;;
  pg_restore)
    target="${!#}" && target="${target#--dbname=}"
    head -n 1 >"$state/db/$target"
    cut_here "half restored"
    tail -n +2 "$state/dump" 2>/dev/null >>"$state/db/$target"
    cat >>"$state/db/$target"
    ;;
  nginx)
    if grep -rqs WRONG "$PORTAL_ROOT/etc/nginx/conf.d"; then
      echo "nginx: [emerg] unknown directive in $(grep -rl WRONG "$PORTAL_ROOT/etc/nginx/conf.d")" >&2
      exit 1
    fi
    ;;
  systemctl)
    release="$(readlink -f "$PORTAL_ROOT/opt/portal/current")"
    case "$*" in
      "restart portal" | "reload-or-restart portal") if starts "$release"; then echo "$release" >"$state/running"; fi ;;
    esac
    ;;
  curl)
    release="$(cat "$state/running" 2>/dev/null)"
    [[ -n "$release" ]] && starts "$release" && echo "\"release\": \"${release##*/}\""
    ;;
  python3 | python)
    case "$*" in
      "-m venv"*)
        mkdir -p "${!#}/bin"
        ln -sf "$state/bin/python" "${!#}/bin/python"
        ;;
      manage.py*) manage_does "$@" ;;
      *policy_sources*) echo "'sha256-x'" ;;
      *--version*) echo "Python 3.11.2" ;;
    esac
    ;;
esac
