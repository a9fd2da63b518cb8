# An upgrade may be cut anywhere: what was begun is undone at once where this shell still lives, and by
# the next run where it was killed. Read with `source` after pieces.sh and repairing.sh.

PHASE="" DUMP="" READ_ONLY_KEEPER="" READ_ONLY_SINCE=""
readonly READ_ONLY_FILE="$DATA/read-only"
readonly READ_ONLY_SECONDS=50 # of the mode after this shell was killed; it is renewed while we live

set_traps() {
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  trap on_exit EXIT
}

# The terminal may be gone: nothing here may depend on being heard.
on_exit() {
  local code=$?
  set +e
  trap - EXIT
  trap '' HUP INT TERM PIPE
  if ((code)); then undo; fi
  end_read_only
  exit "$code"
}

undo() {
  case "$PHASE" in
    building) rm -rf -- "$RELEASE" ;;
    switching) if [[ -n "$PREVIOUS" ]]; then roll_back; fi ;;
  esac
}

# --- Read-only mode: whose it is, why, and when it ends by itself (operations/read_only.py) -------------

begin_read_only() {
  printf -v READ_ONLY_SINCE '%(%s)T' -1
  write_read_only
  # A killed shell whose parent does not care stays as a zombie, to which `kill -0` would still succeed.
  (for ((round = 0; round < 360; round++)); do
    sleep 10
    grep -qsa . "/proc/$$/cmdline" || break
    write_read_only
  done) >/dev/null 2>&1 9>&- &
  READ_ONLY_KEEPER=$!
}

write_read_only() {
  local now
  printf -v now '%(%s)T' -1
  printf '{"owner": "bin/install", "reason": "đang nâng cấp", "since": %s, "until": %s}\n' \
    "$READ_ONLY_SINCE" $((now + READ_ONLY_SECONDS)) >"$READ_ONLY_FILE.new"
  mv "$READ_ONLY_FILE.new" "$READ_ONLY_FILE"
}

end_read_only() {
  if [[ -n "$READ_ONLY_KEEPER" ]]; then
    kill "$READ_ONLY_KEEPER" 2>/dev/null || true
    wait "$READ_ONLY_KEEPER" 2>/dev/null || true
    READ_ONLY_KEEPER=""
  fi
  # Also what a killed run left; an operator's own repair is none of our business.
  if grep -qs '"owner": "bin/install"' "$READ_ONLY_FILE"; then rm -f "$READ_ONLY_FILE"; fi
  return 0
}

# --- The copy of the database, for the way back -----------------------------------------------------------

# PostgreSQL's own: it needs neither the old release's Python nor a schema that fits.
dump_database() {
  install -d -m 0750 -o portal -g portal "$DATA/backups"
  (
    umask 077
    cd / && runuser -u postgres -- pg_dump --format=custom portal >"$1.new"
  ) || return 1
  mv "$1.new" "$1"
}

# restore_database DUMP: a database beside the present one, which takes its name when it is whole.
restore_database() {
  as_postgres -qc 'DROP DATABASE IF EXISTS portal_dang_lap' -c 'DROP DATABASE IF EXISTS portal_lap_xong' -c 'DROP DATABASE IF EXISTS portal_hong' >/dev/null 2>&1
  as_postgres -qc "CREATE DATABASE portal_dang_lap OWNER portal ENCODING 'UTF8' TEMPLATE template0" >/dev/null || return 1
  (cd / && runuser -u postgres -- pg_restore --exit-on-error --dbname=portal_dang_lap) <"$1" || return 1
  as_postgres -qc 'ALTER DATABASE portal_dang_lap RENAME TO portal_lap_xong' >/dev/null || return 1
  as_postgres -qc 'ALTER DATABASE portal WITH ALLOW_CONNECTIONS false' \
    -c "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'portal'" >/dev/null || return 1
  as_postgres -q --single-transaction -c 'ALTER DATABASE portal RENAME TO portal_hong' \
    -c 'ALTER DATABASE portal_lap_xong RENAME TO portal' >/dev/null || return 1
  as_postgres -qc 'DROP DATABASE portal_hong' >/dev/null
}

# --- Into service, and back ------------------------------------------------------------------------------

point_current_at() {
  ln -sfn "$1" "$CURRENT.new"
  mv -T "$CURRENT.new" "$CURRENT"
}

needs_migration() { ! manage "$1" migrate --check >/dev/null 2>&1; }

# put_in_service RELEASE: what has no migration is an overlapping start; with one, residents read, views are
# kept for afterwards, and nobody edits what might have to be thrown away.
put_in_service() {
  PHASE=switching
  if [[ -z "$STANDBY" ]] && needs_migration "$1"; then
    [[ -z "$PREVIOUS" ]] || keep_the_way_back "$1"
    say "Chuẩn bị cơ sở dữ liệu"
    manage "$1" migrate --noinput --verbosity 0 || fail "Không nâng cấp được cơ sở dữ liệu."
  fi
  if [[ -n "$DEMO" ]]; then manage "$1" first_start || fail "Không nạp được dữ liệu đầu tiên."; fi
  # Nothing is cleared: pages in caches and open in browsers still ask for the old files.
  manage "$1" collectstatic --noinput --verbosity 0 || fail "Không chuẩn bị được kiểu dáng của trang."
  manage "$1" keep_essentials >/dev/null || say "Chưa lưu được bản tĩnh của các trang thiết yếu"
  switch_to "$1" || fail "Bản mới không chạy được. Xem: journalctl -u portal -n 50 (hoặc $LOGS/gunicorn.log)"
  PHASE=""
}

keep_the_way_back() {
  begin_read_only
  DUMP="$DATA/backups/truoc-nang-cap-$(basename "$1").dump"
  say "Sao cơ sở dữ liệu trước khi nâng cấp: $DUMP"
  dump_database "$DUMP" || {
    DUMP=""
    fail "Không sao được cơ sở dữ liệu; chưa đổi gì."
  }
}

switch_to() {
  point_current_at "$1"
  install_units
  install_nginx_site || return 1
  [[ -n "$START" ]] || return 0
  restart_site
  is_ready "$1" || return 1
  note_unit
}

roll_back() {
  say "Quay về bản cũ $PREVIOUS"
  if [[ -n "$DUMP" ]]; then restore_database "$DUMP" || say "Chưa đặt lại được cơ sở dữ liệu; bản sao ở $DUMP"; fi
  mend_environment "$PREVIOUS"
  manage "$PREVIOUS" collectstatic --noinput --verbosity 0
  if switch_to "$PREVIOUS"; then
    say "Đã quay về bản cũ. Bản mới còn ở $RELEASE để xem xét."
  else
    say "Bản cũ cũng chưa trả lời; xem: journalctl -u portal -n 50"
  fi
}

# go_back: to the release before this one; its database too where this one changed it.
go_back() {
  local dump
  RELEASE="$(complete_releases | grep -vxF "$PREVIOUS" | awk -v now="$PREVIOUS" '$0 < now' | tail -n 1)"
  [[ -n "$RELEASE" ]] || fail "Không có bản nào trước bản đang chạy."
  dump="$DATA/backups/truoc-nang-cap-$(basename "$PREVIOUS").dump"
  if [[ -f "$dump" && -z "$LOSE" ]]; then
    fail "Bản đang chạy đã đổi cơ sở dữ liệu. Lùi lại thì mất những gì viết sau $(date -r "$dump" '+%H:%M %d/%m/%Y'). Đồng ý thì chạy: bin/install --back --lose-changes"
  fi
  say "Lùi về $RELEASE"
  PHASE=switching
  mend_environment "$RELEASE"
  if [[ -f "$dump" ]]; then
    begin_read_only
    DUMP="$DATA/backups/truoc-khi-lui-$(basename "$PREVIOUS").dump"
    dump_database "$DUMP" || {
      DUMP=""
      fail "Không sao được cơ sở dữ liệu; chưa đổi gì."
    }
    restore_database "$dump" || fail "Không đặt lại được cơ sở dữ liệu cũ."
  fi
  manage "$RELEASE" collectstatic --noinput --verbosity 0 || fail "Không chuẩn bị được kiểu dáng của trang."
  switch_to "$RELEASE" || fail "Bản cũ không chạy được."
  PHASE=""
}

complete_releases() {
  local folder
  for folder in "$RELEASES"/*/; do
    [[ ! -f "$folder.complete" ]] || printf '%s\n' "${folder%/}"
  done | sort
}

# The present release and the two before it stay, and the databases of the last two upgrades.
drop_old_releases() {
  local old
  complete_releases | head -n -3 | while read -r old; do
    [[ "$old" == "$(readlink -f "$CURRENT")" ]] || rm -rf -- "$old"
  done
  find "$DATA/backups" -maxdepth 1 -name 'truoc-*.dump' | sort -t- -k4 | head -n -2 | while read -r old; do rm -f -- "$old"; done
}
