# Shared by the commands in bin/: finds Python, keeps a virtual environment in step with the pinned
# requirements. Read with `source`; expects the repository's root as the current folder.

readonly PYTHON_MINIMUM="3.11"

say() { printf '%s\n' "· $*"; }

fail() {
  printf '%s\n' "✗ $*" >&2
  exit 1
}

is_new_enough() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# The first Python that is new enough: $PYTHON if set, else the usual names.
find_python() {
  local candidate
  if [[ -n "${PYTHON:-}" ]]; then
    is_new_enough "$PYTHON" || fail "PYTHON=$PYTHON không phải Python $PYTHON_MINIMUM trở lên."
    printf '%s\n' "$PYTHON"
    return
  fi
  for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
    if is_new_enough "$candidate"; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  fail "Cần Python $PYTHON_MINIMUM trở lên; máy này có: $(python3 --version 2>/dev/null || echo 'không có Python'). Cài: apt install python3 python3-venv"
}

# make_venv FOLDER: an empty virtual environment, made again where a broken one lies.
make_venv() {
  local folder="$1" python
  if is_new_enough "$folder/bin/python" && "$folder/bin/python" -m pip --version >/dev/null 2>&1; then
    return
  fi
  python="$(find_python)" || exit 1
  "$python" -c 'import venv, ensurepip' >/dev/null 2>&1 ||
    fail "Python thiếu mô-đun venv. Cài: apt install python3-venv"
  say "Tạo môi trường Python trong $folder"
  "$python" -m venv --clear "$folder" || fail "Không tạo được $folder"
}

# install_pinned FOLDER FILE...: installs the locked files, unless exactly these are there already.
install_pinned() {
  local folder="$1" file arguments=()
  shift
  for file in "$@"; do
    is_installed "$folder" "$file" || arguments+=(-r "$file")
  done
  ((${#arguments[@]})) || return 0
  say "Cài thư viện (lần đầu mất vài phút)"
  pip_install "$folder" --require-hashes "${arguments[@]}"
  for file in "$@"; do
    fingerprint "$folder" "$file" >"$folder/installed-$(basename "$file").sha256"
  done
}

is_installed() { [[ "$(cat "$1/installed-$(basename "$2").sha256" 2>/dev/null)" == "$(fingerprint "$1" "$2")" ]]; }

fingerprint() { "$1/bin/python" --version; sha256sum <"$2"; }

# pip_install FOLDER ARGUMENT...: pip without chatter; of a failure only what it said last.
pip_install() {
  local folder="$1" log
  shift
  log="$(mktemp)"
  if "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-input "$@" \
    >"$log" 2>&1; then
    rm -f "$log"
    return
  fi
  local last
  last="$(grep -v '^[[:space:]]*$' "$log" | tail -n 1)"
  rm -f "$log"
  fail "Không cài được thư viện; kiểm tra kết nối mạng rồi chạy lại. (pip: $last)"
}
