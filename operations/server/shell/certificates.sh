# Certificates: one of our own to start with, then a given one or one that renews itself (RFC 8555).

make_certificate() {
  local folder="$ROOT/etc/portal"
  mend_certificate
  if [[ -n "$CERTIFICATE" ]]; then
    install -m 0644 "$CERTIFICATE" "$folder/certificate.pem.new"
    install -m 0600 "$KEY" "$folder/certificate-key.pem.new"
  elif [[ ! -f "$folder/certificate.pem" ]]; then
    say "Tạo chứng thư tự ký; hãy thay bằng chứng thư thật (docs/van-hanh.md)"
    openssl req -x509 -newkey rsa:2048 -nodes -days 400 -subj "/CN=$DOMAIN" \
      -addext "subjectAltName=DNS:$DOMAIN" \
      -keyout "$folder/certificate-key.pem.new" -out "$folder/certificate.pem.new" 2>/dev/null
    chmod 0600 "$folder/certificate-key.pem.new"
  else
    return 0
  fi
  mv "$folder/certificate-key.pem.new" "$folder/certificate-key.pem"
  mv "$folder/certificate.pem.new" "$folder/certificate.pem"
}

# Asks the authority that certbot knows (Let's Encrypt), or the one at $ACME_SERVER, and has certbot
# renew the certificate from then on: Debian's package brings the timer. Without one the site runs on.
obtain_certificate() {
  local mail name old names contact=(--register-unsafely-without-email)
  mail="$(setting ERROR_MAIL)"
  name="${DOMAIN%%:*}"
  [[ -z "$mail" ]] || contact=(--email "${mail%%,*}")
  names=(--domain "$name")
  for old in $(setting OLD_DOMAINS); do names+=(--domain "${old%%:*}"); done # they lead here as well
  say "Xin chứng thư cho $name"
  if ! certbot certonly --non-interactive --quiet --agree-tos --webroot --webroot-path "$CHALLENGES" \
    --cert-name "$name" "${names[@]}" --expand --keep-until-expiring --deploy-hook "$CURRENT/operations/server/certificate-hook" \
    ${ACME_SERVER:+--server "$ACME_SERVER"} "${contact[@]}"; then
    say "Chưa xin được chứng thư; trang vẫn chạy với chứng thư đang có. Tên miền phải trỏ về máy này và cổng 80 phải mở; xong thì chạy lại: bin/install --acme"
    return 0
  fi
  RENEWED_LINEAGE="/etc/letsencrypt/live/$name" "$CURRENT/operations/server/certificate-hook"
}
