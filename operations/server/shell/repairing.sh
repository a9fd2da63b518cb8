# What a run that was cut left behind is put right by the next one, before anything new is begun.
# Read with `source` after pieces.sh; every piece may be done again.

readonly LOCK="$ROOT/run/portal-install.lock"
readonly LEAST_FREE_MEGABYTES=800 # an environment with its libraries, twice over

# One run at a time. The kernel lets go of the lock when the last process of a killed run is gone; what
# stays behind on purpose (servers) is started without it (9>&-).
take_lock() {
  mkdir -p "$ROOT/run"
  exec 9>>"$LOCK"
  flock --nonblock 9 ||
    fail "Đang có một lần cài đặt khác chạy (tiến trình $(tail -n 1 "$LOCK")). Chờ nó xong rồi chạy lại."
  printf '%s\n' "$$" >"$LOCK"
}

# dpkg that was cut says so for ever and refuses everything else.
mend_packages() {
  command -v dpkg >/dev/null || return 0
  dpkg --configure -a >/dev/null 9>&- || fail "dpkg bị ngắt lần trước và chưa sửa được; chạy: dpkg --configure -a"
}

# Of a pair the key is put in place first: a certificate that still waits belongs to it.
mend_certificate() {
  local folder="$ROOT/etc/portal"
  [[ -f "$folder/certificate.pem.new" ]] || return 0
  if [[ -f "$folder/certificate-key.pem.new" ]]; then
    rm -f "$folder/certificate.pem.new" "$folder/certificate-key.pem.new" # neither was in use yet
  else
    mv "$folder/certificate.pem.new" "$folder/certificate.pem"
  fi
}

# Releases that were never finished are of no use to anybody.
sweep_half_releases() {
  local folder
  [[ -z "$PREVIOUS" ]] || touch "$PREVIOUS/.complete" # it has been in service
  for folder in "$RELEASES"/*/; do
    folder="${folder%/}"
    [[ -d "$folder" && ! -f "$folder/.complete" && "$folder" != "$PREVIOUS" ]] || continue
    say "Bỏ bản cài dở $folder"
    rm -rf -- "$folder"
  done
  rm -f "$CURRENT.new" "$DATA"/backups/*.dump.new
}

# A new Python of the system breaks every environment that was made with the old one.
mend_environment() {
  (
    cd "$1"
    make_venv .venv
    # Releases before 27/11/2026 had one list for the site and its tests.
    local list=requirements/portal.txt
    [[ -f "$list" ]] || list=requirements.txt
    install_pinned .venv "$list" ${BUCKET:+requirements/s3.txt}
  )
}

# A restore that was cut: the database that is whole gets its name back, the other ones go.
mend_databases() {
  local names name
  names="$(as_postgres -qAtc "SELECT datname FROM pg_database WHERE datname LIKE 'portal%'")"
  if ! has_line "$names" portal; then
    for name in portal_lap_xong portal_hong; do
      if has_line "$names" "$name"; then
        say "Đặt lại cơ sở dữ liệu $name sau lần bị ngắt trước"
        as_postgres -qc "ALTER DATABASE $name RENAME TO portal" >/dev/null
        names="$names"$'\n'portal
        break
      fi
    done
  fi
  has_line "$names" portal || return 0
  as_postgres -qc 'ALTER DATABASE portal WITH ALLOW_CONNECTIONS true' >/dev/null
  for name in portal_dang_lap portal_lap_xong portal_hong; do
    as_postgres -qc "DROP DATABASE IF EXISTS $name" >/dev/null 2>&1
  done
}

# A new system may order letters anew, and indexes sorted by the old order then miss rows (operations/collation.py).
mend_collation() {
  local changed
  changed="$(as_postgres -qAtc "SELECT 1 FROM pg_database WHERE datname = 'portal' AND datcollversion <> pg_database_collation_actual_version(oid)" 2>/dev/null)" || return 0
  [[ -n "$changed" ]] || return 0
  say "Hệ điều hành nay xếp chữ khác trước: xếp lại mục lục của cơ sở dữ liệu"
  as_postgres -qd portal -c 'REINDEX DATABASE CONCURRENTLY portal' >/dev/null &&
    as_postgres -qc 'ALTER DATABASE portal REFRESH COLLATION VERSION' >/dev/null ||
    say "Chưa xếp lại được; lần bin/install sau sẽ thử lại"
}

has_line() { grep -qxF -- "$2" <<<"$1"; }

# Room for the new release and for the copy of the database, looked at before anything is begun.
check_space() {
  need_free "$ROOT/opt" "$LEAST_FREE_MEGABYTES"
  need_free "$DATA" $((200 + $(database_megabytes)))
}

need_free() {
  local folder="$1" free
  while [[ ! -d "$folder" ]]; do folder="$(dirname "$folder")"; done
  free="$(df -Pm "$folder" | awk 'NR == 2 { print $4 }')"
  ((free >= $2)) || fail "Thư mục $1 chỉ còn $free MB, cần $2 MB. Dọn bớt rồi chạy lại; chưa đổi gì."
}

database_megabytes() {
  as_postgres -qAtc "SELECT coalesce(sum(pg_database_size(oid)), 0) / 1048576 FROM pg_database WHERE datname = 'portal'" 2>/dev/null |
    grep -E '^[0-9]+$' || echo 0
}

# A mistake in somebody else's file would stop nginx half way through; ours are written again anyway.
check_nginx_as_it_is() {
  local said
  command -v nginx >/dev/null || return 0
  said="$(nginx -tq 2>&1)" && return 0
  [[ "$said" != *"/portal"* ]] || return 0
  fail "Cấu hình nginx trên máy đang sai ở chỗ không phải của trang này; sửa rồi chạy lại, chưa đổi gì. nginx nói: $said"
}
