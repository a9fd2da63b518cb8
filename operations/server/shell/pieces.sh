# The pieces of bin/install, each of which may be done again. Read with `source` after python.sh.

readonly ENV_FILE="/etc/portal/portal.env"
readonly RELEASES="/opt/portal/releases"
readonly CURRENT="/opt/portal/current"
readonly DATA="/var/lib/portal"
readonly LOGS="/var/log/portal"
readonly CHALLENGES="/var/lib/portal-acme"
readonly SYSTEM_PACKAGES="python3-venv postgresql redis-server nginx openssl curl ca-certificates logrotate libpango-1.0-0 libpangoft2-1.0-0 fonts-liberation libreoffice-writer-nogui"

has_systemd() { [[ -d /run/systemd/system ]]; }

# setting NAME: a value of portal.env, which only root and the portal may read.
setting() { sed -n "s/^$1=//p" "$ENV_FILE" | tail -n 1; }

# psql as the database's own administrator, who may not enter root's folders.
as_postgres() { (cd / && runuser -u postgres -- psql "$@"); }

# manage RELEASE COMMAND…: manage.py of a release, as the portal's own user, with its settings.
manage() {
  local release="$1"
  shift
  runuser -u portal -- bash -c '
    set -a; source "$1"; set +a; umask 027; cd "$2"; shift 2
    exec .venv/bin/python manage.py "$@"' manage "$ENV_FILE" "$release" "$@"
}

install_packages_of_the_system() {
  local packages=($SYSTEM_PACKAGES ${ACME:+certbot})
  export DEBIAN_FRONTEND=noninteractive
  if apt-cache show libnginx-mod-http-brotli-static >/dev/null 2>&1; then
    packages+=(libnginx-mod-http-brotli-static)
  fi
  dpkg -s "${packages[@]}" >/dev/null 2>&1 && return
  say "Cài từ kho của hệ điều hành: ${packages[*]}"
  apt-get update -qq >/dev/null || fail "Không tải được danh mục gói. Kiểm tra mạng rồi chạy lại."
  apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null ||
    fail "Không cài được gói của hệ điều hành."
}

make_user_and_folders() {
  getent group portal >/dev/null || groupadd --system portal
  id portal >/dev/null 2>&1 ||
    useradd --system --gid portal --home-dir "$DATA" --no-create-home --shell /usr/sbin/nologin portal
  usermod -aG portal www-data # nginx reads pictures and static files
  install -d -m 0755 /opt/portal "$RELEASES"
  install -d -m 0750 -o portal -g portal "$DATA" "$DATA/backups" "$LOGS"
  install -d -m 0750 -o root -g portal /etc/portal
  install -d -m 0755 "$CHALLENGES"
  [[ -d /dev/shm ]] || install -d -m 1777 /dev/shm # a bare container; nginx keeps its copies there
}

# The first run makes up what is secret; later runs keep every line, and only change what was asked.
write_environment() {
  if [[ ! -f "$ENV_FILE" ]]; then
    say "Ghi cấu hình vào $ENV_FILE"
    (
      umask 027
      cat >"$ENV_FILE" <<END
# Cấu hình của trang. Giải thích từng dòng: README.md và docs/van-hanh.md.
PUBLIC_URL=https://$DOMAIN
DATABASE_URL=postgres://portal:$(openssl rand -hex 24)@127.0.0.1:5432/portal
CACHE_URL=redis://127.0.0.1:6379/1
SECRET_KEY=$(openssl rand -hex 48)
DATA_DIR=$DATA
HOST=127.0.0.1
PORT=8000
TIMERS=outside
LOG_FILE=$LOGS/portal.log
ERROR_MAIL=$MAIL
DJANGO_SETTINGS_MODULE=portal.settings.production
END
    )
    chgrp portal "$ENV_FILE"
  fi
  [[ -z "$DOMAIN" ]] || change_setting PUBLIC_URL "https://$DOMAIN"
  [[ -z "$MAIL" ]] || change_setting ERROR_MAIL "$MAIL"
  DOMAIN="$(setting PUBLIC_URL)"
  DOMAIN="${DOMAIN#https://}"
}

change_setting() { sed -i "s|^$1=.*|$1=$2|" "$ENV_FILE"; }

# start NAME…: with systemd, else by the distribution's own scripts (a container).
start_services() {
  local name
  for name in "$@"; do
    if has_systemd; then
      systemctl enable --quiet --now "$name"
    else
      service "$name" start >/dev/null 2>&1 || true
    fi
  done
}

start_database() { start_services postgresql redis-server; }

make_database() {
  local password ready
  password="$(setting DATABASE_URL)"
  password="${password#postgres://portal:}"
  password="${password%%@*}"
  for ready in {1..30}; do
    as_postgres -qAtc 'SELECT 1' >/dev/null 2>&1 && break
    sleep 1
  done
  as_postgres -qv ON_ERROR_STOP=1 >/dev/null <<END || fail "Không lập được cơ sở dữ liệu."
SELECT 'CREATE ROLE portal LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal') \gexec
ALTER ROLE portal PASSWORD '$password';
SELECT 'CREATE DATABASE portal OWNER portal ENCODING ''UTF8'' TEMPLATE template0'
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'portal') \gexec
END
}

# Only what git knows, or everything but data where this is no checkout.
copy_code() {
  say "Đặt chương trình vào $1"
  install -d -m 0755 "$1"
  if git -C . rev-parse HEAD >/dev/null 2>&1; then
    git archive HEAD | tar -x -C "$1"
  else
    tar -c --exclude=./.venv --exclude=./.git --exclude=./var --exclude=./tests/node_modules . | tar -x -C "$1"
  fi
}

# From here until the new release answers, residents read and nobody writes: what an editor saved
# meanwhile would be lost if the old data had to be put back.
back_up_before_upgrade() {
  manage "$1" read_only on >/dev/null 2>&1 || true
  BEFORE="$DATA/backups/truoc-nang-cap-$(date +%Y%m%d-%H%M%S).tar.gz"
  say "Sao lưu trước khi nâng cấp: $BEFORE"
  manage "$1" backup "$BEFORE" >/dev/null || {
    write_again "$1"
    fail "Không sao lưu được; chưa đổi gì."
  }
}

write_again() { manage "$1" read_only off >/dev/null 2>&1 || true; }

# put_in_service RELEASE: prepares data, switches, and waits until the site says that it is ready.
put_in_service() {
  local release="$1"
  say "Chuẩn bị cơ sở dữ liệu"
  manage "$release" migrate --noinput --verbosity 0 || return 1
  # Nothing is cleared: pages in caches and open in browsers still ask for the old files.
  manage "$release" collectstatic --noinput --verbosity 0 || return 1
  if [[ -n "$DEMO" ]]; then manage "$release" first_start || return 1; fi
  manage "$release" keep_essentials >/dev/null || return 1
  ln -sfn "$release" "$CURRENT.new"
  mv -T "$CURRENT.new" "$CURRENT"
  install_units
  install_nginx_site || return 1
  [[ -n "$START" ]] || return 0
  restart_site
  is_ready
}

# A new machine has its first backup, tried out, before anybody writes on it.
run_jobs_once() {
  say "Sao lưu lần đầu, khôi phục thử và làm mọi việc định kỳ một lần"
  manage "$1" run_job --due || say "Có việc định kỳ chưa xong; xem $LOGS/portal.log"
}

install_units() {
  has_systemd || return 0
  install -m 0644 "$CURRENT"/operations/server/systemd/* /etc/systemd/system/
  systemctl daemon-reload
  local timer
  for timer in "$CURRENT"/operations/server/systemd/*.timer; do
    systemctl enable --quiet --now "$(basename "$timer")"
  done
}

install_nginx_site() {
  install -m 0644 "$CURRENT/operations/server/logrotate.conf" /etc/logrotate.d/portal
  render "$CURRENT/operations/server/nginx/http.conf" >/etc/nginx/conf.d/portal.conf
  render "$CURRENT/operations/server/nginx/site.conf" >/etc/nginx/sites-available/portal
  ln -sfn ../sites-available/portal /etc/nginx/sites-enabled/portal
  rm -f /etc/nginx/sites-enabled/default
  nginx -tq || fail "Cấu hình nginx không đúng; nginx đang chạy không bị đụng tới."
}

# render FILE: the file with ${NAME} filled in; anything left over is a mistake.
render() {
  local text
  text="$(sed \
    -e "s|\${SERVER_NAMES}|${SERVER_NAMES:-$DOMAIN}|g" \
    -e "s|\${HTTP_PORT}|${HTTP_PORT:-80}|g" \
    -e "s|\${HTTPS_PORT}|${HTTPS_PORT:-443}|g" \
    -e "s|\${HTTPS_SUFFIX}|${HTTPS_SUFFIX:-}|g" \
    -e "s|\${APP_ADDRESS}|${APP_ADDRESS:-127.0.0.1:$(setting PORT)}|g" \
    -e "s|\${ADMIN_PATH}|${ADMIN_PATH:-$(admin_path)}|g" \
    -e "s|\${DATA_DIR}|${DATA_FOLDER:-$DATA}|g" \
    -e "s|\${LOG_DIR}|${LOG_FOLDER:-$LOGS}|g" \
    -e "s|\${OPS_DIR}|${OPS_FOLDER:-$CURRENT/operations/server}|g" \
    -e "s|\${CACHE_DIR}|${CACHE_FOLDER:-/dev/shm/portal-nginx}|g" \
    -e "s|\${ACME_DIR}|${ACME_FOLDER:-$CHALLENGES}|g" \
    -e "s|\${CERTIFICATE}|${CERTIFICATE_FILE:-/etc/portal/certificate.pem}|g" \
    -e "s|\${CERTIFICATE_KEY}|${KEY_FILE:-/etc/portal/certificate-key.pem}|g" \
    -e "s|\${HSTS_MORE}|${HSTS_MORE-$(hsts_more)}|g" \
    -e "s|\${BROTLI_STATIC}|$(brotli_line)|g" \
    -e "s|\${PUBLIC_POLICY}|default-src 'none'; style-src 'self' $(hashes_in_pages 0); img-src 'self' data:; font-src 'self'; script-src 'self' $(hashes_in_pages 1); base-uri 'none'; form-action 'self'; frame-ancestors 'none'|g" \
    "$1" | what_can_be_listened_at)"
  [[ "$text" != *'${'* ]] || fail "Còn chỗ trống trong $1"
  printf '%s\n' "$text"
}

# A kernel without IPv6 has no address [::], and nginx would not start for it.
what_can_be_listened_at() {
  if [[ -e "${IPV6_ADDRESSES:-/proc/net/if_inet6}" ]]; then cat; else sed '/listen \[::\]/d'; fi
}

# The styles (0) and the script (1) that pages carry in themselves: the essentials are such pages.
hashes_in_pages() {
  (cd "$(dirname "${BASH_SOURCE[0]}")/../../.." \
    && python3 -c "from design.first_view import policy_sources; print(policy_sources()[$1])")
}

admin_path() {
  local path
  path="$(setting ADMIN_PATH)"
  printf '%s/\n' "${path:-quan-tri}" | sed 's|//*$|/|; s|^/||'
}

hsts_more() {
  case "$(setting HSTS_INCLUDE_SUBDOMAINS)" in
    [1yYtT]* | [oO][nN]) printf '; includeSubDomains' ;;
  esac
}

brotli_line() {
  compgen -G "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so" >/dev/null && printf 'brotli_static on;' || true
}

restart_site() {
  if has_systemd; then
    systemctl enable --quiet portal
    systemctl restart portal
    systemctl enable --quiet nginx
    systemctl reload-or-restart nginx
  else
    restart_without_systemd
  fi
}

# In a container: the same command line as in portal.service, kept by nobody.
restart_without_systemd() {
  local pid_file=/run/portal.pid
  [[ ! -f "$pid_file" ]] || kill "$(<"$pid_file")" 2>/dev/null || true
  sleep 1
  (
    set -a
    source "$ENV_FILE"
    set +a
    cd "$CURRENT"
    umask 027
    exec setsid runuser -u portal -- .venv/bin/gunicorn --config portal/app_server.py \
      </dev/null >>"$LOGS/gunicorn.log" 2>&1
  ) &
  echo $! >"$pid_file"
  if [[ -f /run/nginx.pid ]] && kill -0 "$(</run/nginx.pid)" 2>/dev/null; then nginx -s reload; else nginx; fi
}

is_ready() {
  local second
  for second in {1..60}; do
    if curl -sf -o /dev/null "http://127.0.0.1:$(setting PORT)/suc-khoe/san-sang"; then
      return 0
    fi
    sleep 1
  done
  return 1
}

roll_back() {
  say "Quay về bản cũ $1"
  ln -sfn "$1" "$CURRENT.new"
  mv -T "$CURRENT.new" "$CURRENT"
  as_postgres -qc 'DROP DATABASE portal WITH (FORCE)' -c 'CREATE DATABASE portal OWNER portal ENCODING '"'UTF8'"' TEMPLATE template0' >/dev/null
  manage "$1" migrate --noinput --verbosity 0
  manage "$1" restore --replace "$BEFORE" >/dev/null
  manage "$1" collectstatic --noinput --verbosity 0
  install_nginx_site
  restart_site
  write_again "$1"
  is_ready || say "Bản cũ cũng chưa trả lời; xem: journalctl -u portal -n 50"
}

# The present release and the two before it stay.
drop_old_releases() {
  local old
  find "$RELEASES" -mindepth 1 -maxdepth 1 -type d | sort | head -n -3 | while read -r old; do
    [[ "$old" == "$(readlink -f "$CURRENT")" ]] || rm -rf -- "$old"
  done
}
