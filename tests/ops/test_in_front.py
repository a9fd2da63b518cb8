"""A province's firewall in front ends TLS: the site believes it, counts who is behind it, and nobody else's word."""

from tests.ops.stack import HOST, IN_FRONT, OLD_HOST

BEHIND = ("--interface", IN_FRONT, "-H", "X-Forwarded-Proto: https", "-H")
SIGN_IN = "/quan-tri/login/"


def test_a_reader_whose_tls_ended_in_front_is_not_sent_round_in_a_circle(stack):
    status, _, body = stack.curl("/", *BEHIND, "X-Forwarded-For: 203.0.113.9", scheme="http")
    assert (status, b"</html>" in body) == (200, True)


def test_the_same_words_from_anybody_else_are_not_believed(stack):
    stranger = ("-H", "X-Forwarded-Proto: https", "-H", "X-Forwarded-For: 203.0.113.9")
    status, headers, _ = stack.curl("/", *stranger, scheme="http")
    assert status == 301
    assert headers["location"].startswith("https://")


def test_who_is_behind_the_same_firewall_is_limited_each_by_himself(stack):
    first = [
        stack.curl(SIGN_IN, *BEHIND, "X-Forwarded-For: 203.0.113.20", scheme="http")[0]
        for _ in range(12)
    ]
    other = stack.curl(SIGN_IN, *BEHIND, "X-Forwarded-For: 203.0.113.21", scheme="http")[0]
    assert 429 in first
    assert other == 200


def test_a_phone_that_changes_the_second_half_of_its_address_is_still_one_visitor(stack):
    line = [
        stack.curl(SIGN_IN, *BEHIND, f"X-Forwarded-For: 2001:db8:1:2::{n:x}", scheme="http")[0]
        for n in range(1, 13)
    ]
    neighbour = stack.curl(SIGN_IN, *BEHIND, "X-Forwarded-For: 2001:db8:1:3::1", scheme="http")[0]
    assert 429 in line
    assert neighbour == 200


def test_suggestions_are_limited_by_network(stack):
    address = ("/tim-kiem/goi-y/?q=khai", *BEHIND, "X-Forwarded-For: 203.0.113.23")
    asked = [stack.curl(*address, scheme="http")[0] for _ in range(60)]
    assert asked[0] == 200
    assert 429 in asked


def test_where_limits_are_reached_no_log_names_the_reader_or_what_he_searched_for(stack):
    for _ in range(25):
        stack.curl(
            "/tim-kiem/?q=benh-kin-dao", *BEHIND, "X-Forwarded-For: 203.0.113.22", scheme="http"
        )
    stack.curl(
        "/tim-kiem/",
        "-d",
        "@/etc/services",
        *BEHIND,
        "X-Forwarded-For: 203.0.113.22",
        scheme="http",
    )
    logs = [
        path
        for path in (stack.folder / "logs").iterdir()
        if path.name.startswith(("nginx", "portal"))
    ]
    text = "".join(
        path.read_text(errors="replace") for path in logs if path.name != "nginx-admin.log"
    )
    assert logs
    assert "203.0.113.22" not in text
    assert "benh-kin-dao" not in text


def test_a_name_that_the_site_had_before_leads_to_the_new_one_path_and_all(stack):
    for scheme in ("http", "https"):
        status, headers, _ = stack.curl(
            "/tin-tuc/?trang=2", "-H", f"Host: {OLD_HOST}", scheme=scheme
        )
        assert status == 301
        assert headers["location"] == f"https://{HOST}:{stack.ports['https']}/tin-tuc/?trang=2"


def test_certbot_and_the_machine_itself_are_answered_without_tls(stack):
    (stack.folder / "acme" / ".well-known" / "acme-challenge").mkdir(parents=True, exist_ok=True)
    (stack.folder / "acme" / ".well-known" / "acme-challenge" / "x").write_text("chứng cứ")
    assert stack.curl("/.well-known/acme-challenge/x", scheme="http")[2].decode() == "chứng cứ"
    assert stack.curl("/suc-khoe/song", scheme="http")[0] == 200
