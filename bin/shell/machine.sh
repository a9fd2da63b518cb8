# The programs that tests use besides Python: looked for, installed where that is allowed, else named.
# Read with `source` after python.sh.

# One line per program: what it is · how to see that it is there · its Debian package.
readonly PROGRAMS="
git|command -v git|git
PostgreSQL|postgres_folder|postgresql
Redis|command -v redis-server|redis-server
nginx|PATH=$PATH:/usr/sbin:/usr/local/sbin command -v nginx|nginx-light
openssl|command -v openssl|openssl
OpenSSH|command -v sftp && PATH=$PATH:/usr/sbin command -v sshd|openssh-server
curl|command -v curl|curl
libfaketime|ls /usr/lib/*/faketime/libfaketimeMT.so.1|faketime
Chromium|bin/shell/find-chromium|chromium-headless-shell
NSS (cho Chromium)|ls /usr/lib/*/libnss3.so|libnss3
phông Roboto|ls /usr/share/fonts/truetype/roboto|fonts-roboto-unhinted
Java|command -v java|default-jre-headless
npm|command -v npm|npm
python3-venv|python3 -c 'import venv,ensurepip'|python3-venv
Pango (bản in PDF)|ls /usr/lib/*/libpangoft2-1.0.so.0|libpangoft2-1.0-0
QtWebKit|/usr/bin/python3 -c 'import PyQt5.QtWebKit'|python3-pyqt5.qtwebkit
"

LEFT_OUT=()

left_out() { LEFT_OUT+=("$*"); }

postgres_folder() {
  local folder
  for folder in /usr/lib/postgresql/*/bin /usr/local/pgsql/bin "$(dirname "$(command -v initdb 2>/dev/null)")"; do
    if [[ -x "$folder/initdb" && "$folder" != . ]]; then
      printf '%s\n' "$folder"
      return
    fi
  done
  return 1
}

missing_packages() {
  local name check package
  while IFS='|' read -r name check package; do
    [[ -z "$name" ]] || eval "$check" >/dev/null 2>&1 || printf '%s\n' "$package"
  done <<<"$PROGRAMS"
}

install_packages() {
  # A machine that was just switched on looks for its own updates: wait for them.
  local apt=(apt-get -o DPkg::Lock::Timeout=300) known
  command -v apt-get >/dev/null || return 1
  if [[ "$(id -u)" != 0 ]]; then
    sudo -n true 2>/dev/null || return 1
    apt=(sudo "${apt[@]}")
  fi
  say "Cài từ kho của hệ điều hành: $*"
  export DEBIAN_FRONTEND=noninteractive
  "${apt[@]}" update -qq >/dev/null 2>&1
  mapfile -t known < <(with_a_package "$@")
  ((${#known[@]} == 0)) || "${apt[@]}" install -y -qq --no-install-recommends "${known[@]}" >/dev/null 2>&1
}

# with_a_package NAME…: those that this system has; one unknown name and apt would install none of them.
with_a_package() {
  local name
  for name in "$@"; do
    ! is_offered "$name" || printf '%s\n' "$name"
  done
}

is_offered() { [[ "$(LC_ALL=C apt-cache policy "$1" 2>/dev/null)" == *"Candidate: "[0-9]* ]]; }

prepare_machine() {
  local missing package
  mapfile -t missing < <(missing_packages)
  ((${#missing[@]} == 0)) || install_packages "${missing[@]}" || true # what stays away is named below
  prepare_judges
  find_a_chromium
  prepare_old_browsers
  mapfile -t missing < <(missing_packages)
  for package in "${missing[@]}"; do
    if is_offered "$package" || ! is_offered python3; then # a system that knows no package at all has no say
      left_out "$package (cài: apt install $package)"
    else
      say "Hệ điều hành này không có gói $package: phần kiểm thử dùng nó được bỏ qua"
    fi
  done
}

# Ubuntu's package is a snap, which no container and no test can use.
find_a_chromium() {
  bin/shell/find-chromium >/dev/null && return
  command -v npm >/dev/null && command -v node >/dev/null || return 0
  say "Lấy Chromium từ kho npm (hệ điều hành này không có gói)"
  bin/shell/old-browsers --of-today || true
}

# Chromium 68 and 92: the phones that are still about (docs/decisions/085).
prepare_old_browsers() {
  [[ -x tests/node_modules/old/chromium-68 && -x tests/node_modules/old/chromium-92 ]] && return
  command -v npm >/dev/null && command -v node >/dev/null || return 0
  say "Lấy Chromium 68 và 92"
  bin/shell/old-browsers || left_out "Chromium 68 và 92 (bin/shell/old-browsers)"
}

# The judges of HTML, of accessibility and of sitemaps, at the versions that tests/package.json names.
prepare_judges() {
  local stamp="tests/node_modules/installed.sha256" wanted
  command -v npm >/dev/null || return 0
  wanted="$(sha256sum <tests/package-lock.json)"
  [[ -f "$stamp" && "$(<"$stamp")" == "$wanted" ]] && return
  say "Cài bộ kiểm HTML, khả năng tiếp cận, sơ đồ trang"
  if npm --prefix tests ci --ignore-scripts --no-audit --no-fund --silent; then
    printf '%s\n' "$wanted" >"$stamp"
  else
    left_out "bộ kiểm HTML, khả năng tiếp cận, sơ đồ trang (npm ci)"
  fi
}

report_left_out() {
  ((${#LEFT_OUT[@]})) || return 0
  printf '%s\n' "! Đã bỏ qua: ${LEFT_OUT[@]}" >&2
  [[ "${CI:-}" != true ]]
}
