# The PostgreSQL cluster that the site lives in, as Debian keeps clusters. Read with `source` after pieces.sh.

KEPT_CLUSTER=""
readonly CLUSTER="${PORTAL_CLUSTER:-main}"

# cluster_fact COLUMN: of the newest version that has a cluster of this name.
cluster_fact() {
  pg_lsclusters --no-header | awk -v name="$CLUSTER" -v column="$1" '$2 == name { found = $column } END { print found }'
}
cluster_version() { cluster_fact 1; }
cluster_port() { cluster_fact 3; }
cluster_folder() { cluster_fact 6; }
cluster_configuration() { printf '/etc/postgresql/%s/%s\n' "$(cluster_version)" "$CLUSTER"; }

need_cluster() {
  [[ "$(id -u)" == 0 ]] || fail "Cần quyền quản trị máy: sudo $0 …"
  command -v pg_lsclusters >/dev/null && [[ -n "$(cluster_folder)" ]] || fail "Máy này không có PostgreSQL của hệ điều hành: chạy bin/install trước."
}

# cluster start|stop|restart
cluster() {
  local version
  version="$(cluster_version)"
  if has_systemd; then
    systemctl "$1" "postgresql@$version-$CLUSTER"
  elif [[ "$1" == start ]]; then
    pg_ctlcluster "$version" "$CLUSTER" start 9>&-
  else
    pg_ctlcluster "$version" "$CLUSTER" "$1" --mode fast 9>&-
  fi
}

# ask SQL: as the database's own administrator.
ask() { (cd / && runuser -u postgres -- psql --port "$(cluster_port)" --quiet --no-align --tuples-only --set ON_ERROR_STOP=1 --command "$1" "${2:-postgres}"); }

# A cluster that comes up again reads its log first; `pg_ctl` does not wait for that for ever.
wait_for_cluster() {
  local second
  for ((second = 0; second < ${1:-600}; second++)); do
    [[ "$(ask 'SELECT pg_is_in_recovery()' 2>/dev/null)" != "${2:-f}" ]] || return 0
    pg_ctlcluster "$(cluster_version)" "$CLUSTER" status >/dev/null 2>&1 || ((second < 5)) || return 1
    sleep 1
  done
  return 1
}

# put_cluster_aside: the present folder under another name, an empty one in its place; sets KEPT_CLUSTER.
put_cluster_aside() {
  local folder
  folder="$(cluster_folder)"
  rm -rf -- "$folder".truoc-*
  KEPT_CLUSTER="$folder.truoc-$(date +%Y%m%d-%H%M%S)"
  mv "$folder" "$KEPT_CLUSTER" || fail "Không đổi tên được $folder: ổ đĩa riêng phải gắn ở thư mục trên nó."
  install -d -m 0700 -o postgres -g postgres "$folder"
}

take_cluster_back() {
  local folder="${KEPT_CLUSTER%.truoc-*}"
  cluster stop >/dev/null 2>&1 || true
  if [[ -d "$KEPT_CLUSTER" ]]; then rm -rf -- "$folder" && mv "$KEPT_CLUSTER" "$folder"; fi
  cluster start
}

need_room_for_cluster() {
  need_free "$(dirname "$(cluster_folder)")" $((500 + $(du -sm "$(cluster_folder)" | cut -f 1)))
}

stop_site() {
  local second
  if has_systemd; then
    systemctl stop portal
  elif is_alive "$ROOT/run/portal.pid" hold_port; then
    kill "$(<"$ROOT/run/portal.pid")"
    for ((second = 0; second < 60; second++)); do # it lets readers finish; one that is going cannot be told to start anew
      is_alive "$ROOT/run/portal.pid" hold_port || return 0
      sleep 1
    done
  fi
}

# Copies that the site keeps were made from another state of the database.
forget_copies() {
  manage "$CURRENT" shell --verbosity 0 --command \
    'from django.core.cache import cache; from pages import generation; cache.clear(); generation.bump()' >/dev/null || true
}

# note_good_end NAME: for the page of the server and the letters (operations/status.py).
note_good_end() {
  install -d -m 0750 -o portal -g portal "$DATA/status"
  printf '{"at": "%s"}\n' "$(date --iso-8601=seconds)" >"$DATA/status/.$1"
  chown portal:portal "$DATA/status/.$1"
  mv "$DATA/status/.$1" "$DATA/status/$1.json"
}
