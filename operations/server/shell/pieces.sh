# The pieces of bin/install, each of which may be done again. Read with `source` after python.sh.

readonly ROOT="${PORTAL_ROOT:-}" # a drill's stage; on a machine nothing
readonly ENV_FILE="$ROOT/etc/portal/portal.env"
readonly RELEASES="$ROOT/opt/portal/releases"
readonly CURRENT="$ROOT/opt/portal/current"
readonly DATA="$ROOT/var/lib/portal"
readonly LOGS="$ROOT/var/log/portal"
readonly UNIT_IN_FORCE="$ROOT/etc/portal/unit-in-force"
readonly STANDBY_OF="$ROOT/etc/portal/standby-of" # on a second server: whom it follows (bin/standby)
readonly CHALLENGES="$ROOT/var/lib/portal-acme"
readonly SYSTEM_PACKAGES="python3-venv postgresql redis-server nginx openssl openssh-client curl ca-certificates logrotate libpango-1.0-0 libpangoft2-1.0-0 fonts-liberation libreoffice-writer-nogui libreoffice-draw-nogui"

has_systemd() { [[ -d "$ROOT/run/systemd/system" ]]; }

# setting NAME: a value of portal.env, which only root and the portal may read.
setting() { if [[ -f "$ENV_FILE" ]]; then sed -n "s/^$1=//p" "$ENV_FILE" | tail -n 1 | sed 's/^"\(.*\)"$/\1/'; fi; }

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
  are_installed "${packages[@]}" && return
  say "Cài từ kho của hệ điều hành: ${packages[*]}"
  local apt=(apt-get -o DPkg::Lock::Timeout=300) # the system may be looking for its own updates
  "${apt[@]}" update -qq >/dev/null 9>&- || fail "Không tải được danh mục gói. Kiểm tra mạng rồi chạy lại."
  "${apt[@]}" install -y -qq --no-install-recommends "${packages[@]}" >/dev/null 9>&- ||
    fail "Không cài được gói của hệ điều hành."
}

# Wholly: `dpkg -s` is content with what was unpacked and never set up.
are_installed() {
  local states
  states="$(dpkg-query --show --showformat '${db:Status-Status}\n' "$@" 2>/dev/null)" || return 1
  ! grep -qvxF installed <<<"$states"
}

make_user_and_folders() {
  getent group portal >/dev/null || groupadd --system portal
  id portal >/dev/null 2>&1 ||
    useradd --system --gid portal --home-dir "$DATA" --no-create-home --shell /usr/sbin/nologin portal
  usermod -aG portal www-data # nginx reads pictures and static files
  install -d -m 0755 "$ROOT/opt/portal" "$RELEASES"
  install -d -m 0750 -o portal -g portal "$DATA" "$DATA/backups" "$LOGS"
  install -d -m 0750 -o root -g portal "$ROOT/etc/portal"
  install -d -m 0755 "$CHALLENGES"
  [[ -d /dev/shm ]] || install -d -m 1777 /dev/shm # a bare container; nginx keeps its copies there
}

# The first run makes up what is secret; later runs keep every line, and only change what was asked.
write_environment() {
  if [[ ! -f "$ENV_FILE" ]]; then
    say "Ghi cấu hình vào $ENV_FILE"
    (
      umask 027
      cat >"$ENV_FILE.new" <<END
# Cấu hình của trang. Giải thích từng dòng: README.md và docs/van-hanh.md.
PUBLIC_URL=https://$DOMAIN
DATABASE_URL=postgres://portal:$(openssl rand -hex 24)@127.0.0.1:5432/portal
CACHE_URL=redis://127.0.0.1:6379/1
SECRET_KEY=$(openssl rand -hex 48)
DATA_DIR=$DATA
HOST=127.0.0.1
PORT=8000
TIMERS=$(who_keeps_time)
LOG_FILE=$LOGS/portal.log
ERROR_MAIL=$MAIL
DJANGO_SETTINGS_MODULE=portal.settings.production
END
    )
    chgrp portal "$ENV_FILE.new"
    mv "$ENV_FILE.new" "$ENV_FILE"
  fi
  [[ -z "$DOMAIN" ]] || remember_old_domain
  [[ -z "$DOMAIN" ]] || change_setting PUBLIC_URL "https://$DOMAIN"
  [[ -z "$MAIL" ]] || change_setting ERROR_MAIL "$MAIL"
  change_setting TIMERS "$(who_keeps_time)"
  DOMAIN="$(setting PUBLIC_URL)"
  DOMAIN="${DOMAIN#https://}"
}

# The name until now: readers who have it are sent on to the new one (nginx/site.conf).
remember_old_domain() {
  local now olds
  now="$(setting PUBLIC_URL)"
  now="${now#https://}"
  olds="$(setting OLD_DOMAINS | tr ' ' '\n' | grep -vxF -- "$DOMAIN" | tr '\n' ' ' || true)"
  if [[ -n "$now" && "$now" != "$DOMAIN" && " $olds" != *" $now "* ]]; then olds="$olds$now"; fi
  olds="${olds% }"
  [[ "$olds" == "$(setting OLD_DOMAINS)" ]] || change_setting OLD_DOMAINS "$olds"
}

# A server that sends every old name on; one line, for `render` puts it in the place of a name.
old_domain_server() {
  local olds="${OLD_DOMAINS-$(setting OLD_DOMAINS)}" http="${HTTP_PORT:-80}" https="${HTTPS_PORT:-443}" listen
  [[ -n "$olds" ]] || return 0
  listen="listen $http; listen $https ssl http2;"
  if [[ -e "${IPV6_ADDRESSES:-/proc/net/if_inet6}" ]]; then listen+=" listen [::]:$http; listen [::]:$https ssl http2;"; fi
  printf '%s ' "server { $listen server_name $olds; server_tokens off; access_log off;" \
    "ssl_certificate ${CERTIFICATE_FILE:-$ROOT/etc/portal/certificate.pem};" \
    "ssl_certificate_key ${KEY_FILE:-$ROOT/etc/portal/certificate-key.pem};" \
    "location /.well-known/acme-challenge/ { root ${ACME_FOLDER:-$CHALLENGES}; }" \
    "location / { return 301 https://${SERVER_NAMES:-$DOMAIN}${HTTPS_SUFFIX:-}\$request_uri; } }"
}

# Wagtail's own record of the name; it changes nothing where it is right already.
tell_site_its_domain() {
  local old
  for old in $(setting OLD_DOMAINS); do
    manage "$1" change_domain "$old" "${DOMAIN%%:*}" >/dev/null || say "Chưa đổi được tên miền $old trong trang"
  done
}

# What only a person can do: the key goes on paper, the test letter is answered.
tell_what_is_left() {
  manage "$1" backup_key || true
  if [[ -z "$(setting EMAIL_URL)" ]]; then
    say "CHÚ Ý: chưa có EMAIL_URL trong $ENV_FILE: máy không gửi được thư báo lỗi nào. Đặt rồi chạy: manage test_letter"
  elif [[ -n "$(setting ERROR_MAIL)" ]]; then
    manage "$1" test_letter || true
  fi
  [[ -n "$(setting BACKUP_OUTSIDE)" ]] ||
    say "CHÚ Ý: chưa có BACKUP_OUTSIDE: bản sao lưu nằm cùng máy thì mất cùng máy (docs/van-hanh.md)"
}

change_setting() {
  if [[ "$(setting "$1")" == "$2" ]]; then return 0; fi
  local value="$2"
  [[ "$value" != *" "* ]] || value="\"$value\""
  if grep -q "^$1=" "$ENV_FILE"; then
    sed -i "s|^$1=.*|$1=$value|" "$ENV_FILE"
  else
    printf '%s=%s\n' "$1" "$value" >>"$ENV_FILE"
  fi
}

# Timers of systemd, else the site itself: jobs that nobody runs are missed by nobody.
who_keeps_time() { if has_systemd; then echo outside; else echo inside; fi; }

# start NAME…: with systemd, else by the distribution's own scripts (a container).
start_services() {
  local name
  for name in "$@"; do
    if has_systemd; then
      systemctl enable --quiet --now "$name"
    else
      service "$name" start >/dev/null 2>&1 9>&- || true
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
  mend_databases
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

# A new machine has its first backup, tried out, before anybody writes on it.
run_jobs_once() {
  say "Sao lưu lần đầu, khôi phục thử và làm mọi việc định kỳ một lần"
  manage "$1" run_job --due || say "Có việc định kỳ chưa xong; xem $LOGS/portal.log"
}

install_units() {
  has_systemd || return 0
  install -m 0644 "$CURRENT"/operations/server/systemd/* "$ROOT/etc/systemd/system/"
  systemctl daemon-reload
  (cd "$CURRENT/operations/server/systemd" && systemctl enable --quiet --now *.timer)
}

# The unit by which the site was last started well; another one needs a start anew instead of a handing over.
is_unit_in_force() { cmp -s "$CURRENT/operations/server/systemd/portal.service" "$UNIT_IN_FORCE"; }

note_unit() { if has_systemd; then place "$CURRENT/operations/server/systemd/portal.service" "$UNIT_IN_FORCE"; fi; }

# All or nothing: where nginx refuses the new files, the old ones are put back.
install_nginx_site() {
  local etc="$ROOT/etc/nginx" kept name
  install -m 0644 "$CURRENT/operations/server/logrotate.conf" "$ROOT/etc/logrotate.d/portal"
  kept="$(mktemp -d)"
  for name in conf.d/portal.conf sites-available/portal; do
    [[ ! -f "$etc/$name" ]] || cp "$etc/$name" "$kept/$(basename "$name")"
  done
  render "$CURRENT/operations/server/nginx/http.conf" >"$kept/http.new"
  render "$CURRENT/operations/server/nginx/site.conf" >"$kept/site.new"
  place "$kept/http.new" "$etc/conf.d/portal.conf"
  place "$kept/site.new" "$etc/sites-available/portal"
  ln -sfn ../sites-available/portal "$etc/sites-enabled/portal"
  rm -f "$etc/sites-enabled/default"
  if ! nginx -tq; then
    say "nginx không nhận cấu hình mới; đặt lại cấu hình cũ"
    [[ ! -f "$kept/portal.conf" ]] || place "$kept/portal.conf" "$etc/conf.d/portal.conf"
    [[ ! -f "$kept/portal" ]] || place "$kept/portal" "$etc/sites-available/portal"
    rm -rf "$kept"
    return 1
  fi
  rm -rf "$kept"
}

# place FROM TO: TO is the old file or the new one, never half of it.
place() {
  install -m 0644 "$1" "$2.portal-new"
  mv "$2.portal-new" "$2"
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
    -e "s|\${CERTIFICATE}|${CERTIFICATE_FILE:-$ROOT/etc/portal/certificate.pem}|g" \
    -e "s|\${CERTIFICATE_KEY}|${KEY_FILE:-$ROOT/etc/portal/certificate-key.pem}|g" \
    -e "s|\${HSTS_MORE}|${HSTS_MORE-$(hsts_more)}|g" \
    -e "s|\${OLD_DOMAIN_SERVER}|$(old_domain_server | sed 's/[&|]/\\&/g')|g" \
    -e "s|\${REAL_IP}|$(real_ip)|g" \
    -e "s|\${PROXIES}|$(proxies_in_front | sed 's/$/ 1;/' | tr '\n' ' ')|g" \
    -e "s|\${BROTLI_STATIC}|$(brotli_line)|g" \
    -e "s|\${PUBLIC_POLICY}|default-src 'none'; style-src 'self' $(hashes_in_pages 0); img-src 'self' data:; font-src 'self'; script-src 'self' $(hashes_in_pages 1); base-uri 'none'; form-action 'self'; frame-ancestors 'none'|g" \
    "$1" | what_can_be_listened_at)"
  [[ "$text" != *'${'* ]] || fail "Còn chỗ trống trong $1"
  printf '%s\n' "$text"
}

# Addresses and networks of TRUSTED_PROXIES, one a line; this machine itself is none that stands in front.
proxies_in_front() {
  tr ', ' '\n\n' <<<"${PROXIES_IN_FRONT-$(setting TRUSTED_PROXIES)}" | grep -vxE '|127\.0\.0\.1|::1' || true
}

real_ip() {
  local proxies
  proxies="$(proxies_in_front | sed 's/.*/set_real_ip_from &;/' | tr '\n' ' ')"
  [[ -z "$proxies" ]] || printf '%sreal_ip_header X-Forwarded-For; real_ip_recursive on;' "$proxies"
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

# The new release starts beside the old one (operations/server/hold_port.py): nobody is refused meanwhile.
restart_site() {
  if has_systemd; then
    systemctl enable --quiet portal
    if is_unit_in_force; then systemctl reload-or-restart portal; else systemctl restart portal; fi
    systemctl enable --quiet nginx
    systemctl reload-or-restart nginx
  else
    restart_without_systemd
  fi
}

# In a container: the same command line as in portal.service, kept by hold_port.py alone.
restart_without_systemd() {
  local pid_file="$ROOT/run/portal.pid" nginx_pid="$ROOT/run/nginx.pid"
  if is_alive "$pid_file" hold_port; then
    kill -HUP "$(<"$pid_file")"
  else
    (
      set -a
      source "$ENV_FILE"
      set +a
      export PORTAL_ENV="$ENV_FILE"
      cd /
      umask 027
      # Not runuser: it stays in between, and keeps the signals that are meant for hold_port.py to itself.
      exec setsid setpriv --reuid portal --regid portal --init-groups python3 "$CURRENT/operations/server/hold_port.py" "${HOST:-127.0.0.1}" "${PORT:-8000}" "$CURRENT/operations/server/start-site"
    ) </dev/null >>"$LOGS/gunicorn.log" 2>&1 9>&- &
    echo $! >"$pid_file"
  fi
  if is_alive "$nginx_pid" nginx; then nginx -s reload; else nginx 9>&-; fi
}

# is_alive FILE WORD: whether the process whose number the file holds is that one, and no later one of the same number.
is_alive() { [[ -s "$1" ]] && grep -qsa -- "$2" "/proc/$(<"$1")/cmdline"; }

# is_ready RELEASE: whether this very release answers that it is ready: a small machine under load needs its time, and readers have the old release meanwhile.
is_ready() {
  local second
  for ((second = 0; second < ${READY_SECONDS:-200}; second++)); do
    if curl -sf "http://127.0.0.1:$(setting PORT)/suc-khoe/san-sang" | grep -qF "\"release\": \"$(basename "$1")\""; then
      return 0
    fi
    sleep 1
  done
  return 1
}
