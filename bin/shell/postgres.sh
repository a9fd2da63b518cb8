# A PostgreSQL of the tests' own: a new cluster in a temporary folder, reached through a socket in
# that folder (so no port can be taken), ended when the tests end. Read with `source`.

POSTGRES_FOLDER="" POSTGRES_URL=""

# PostgreSQL refuses to run as root.
as_postgres_user() {
  if [[ "$(id -u)" != 0 ]]; then
    "$@"
  else
    runuser -u "$(postgres_user)" -- "$@"
  fi
}

postgres_user() { id -u postgres >/dev/null 2>&1 && echo postgres || echo nobody; }

start_postgres() {
  local programs
  programs="$(postgres_folder)" || return 1
  POSTGRES_FOLDER="$(mktemp -d)"
  [[ "$(id -u)" != 0 ]] || chown "$(postgres_user)" "$POSTGRES_FOLDER"
  say "Mở một PostgreSQL tạm trong $POSTGRES_FOLDER"
  (
    cd "$POSTGRES_FOLDER" || exit 1
    as_postgres_user "$programs/initdb" -D "$POSTGRES_FOLDER/data" -U portal --auth=trust --no-sync \
      --encoding=UTF8 --locale=C.UTF-8 &&
      as_postgres_user "$programs/pg_ctl" -D "$POSTGRES_FOLDER/data" -w -l "$POSTGRES_FOLDER/log" \
        -o "-c listen_addresses='' -c unix_socket_directories='$POSTGRES_FOLDER'" \
        -o "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c jit=off" start
  ) >"$POSTGRES_FOLDER/setup.log" 2>&1 || {
    tail -n 5 "$POSTGRES_FOLDER/setup.log" >&2
    return 1
  }
  chmod 755 "$POSTGRES_FOLDER"
  POSTGRES_URL="postgres://portal@${POSTGRES_FOLDER//\//%2F}/postgres"
}

stop_postgres() {
  local process
  [[ -n "$POSTGRES_FOLDER" ]] || return 0
  process="$(head -n 1 "$POSTGRES_FOLDER/data/postmaster.pid" 2>/dev/null)"
  if [[ -n "$process" ]]; then
    kill -INT "$process"
    while kill -0 "$process" 2>/dev/null && [[ -f "$POSTGRES_FOLDER/data/postmaster.pid" ]]; do
      sleep 0.1
    done
  fi
  rm -rf "$POSTGRES_FOLDER"
}
