"""bin/install may be cut anywhere: after at most one more run the machine is whole and nothing written is lost.

`pytest -s` prints the table: cut point × state after the cut × state after one rerun.
"""

import fcntl
import json
import subprocess
import time

import pytest

from tests.missing import need
from tests.ops.stage import COMMANDS, EDITABLE_SECONDS, Stage

POINTS = 5
"""Cut points of each kind of run: four kinds make 20 that end by SIGKILL."""
_HEARD_AGAIN = ["xa-mau", "trước", "sau khi bị cắt"]


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """A machine with release 1 in service, and one word written on it."""
    need(_can_play(), "Máy này thiếu bash, flock hoặc setsid.")
    stage = Stage(tmp_path_factory.mktemp("may")).build()
    done = stage.install("--domain", "xa.test")
    assert (done.code, stage.faults()) == (0, []), done.said
    stage.edit("trước")
    return stage


def _can_play():
    return all(subprocess.run(["which", name], capture_output=True, check=False).returncode == 0
               for name in ("bash", "flock", "setsid"))  # fmt: skip


def _bare(machine, folder):
    return Stage(folder).build(), ("--domain", "xa.test")


def _without_migration(machine, folder):
    return machine.copy(folder), ()


def _with_migration(machine, folder):
    stage = machine.copy(folder)
    stage.offer(3)
    return stage, ()


def _that_fails(machine, folder):
    stage = machine.copy(folder)
    stage.offer(3, broken=True)
    return stage, ()


KINDS = {
    "lần đầu": _bare,
    "không đổi cơ sở dữ liệu": _without_migration,
    "đổi cơ sở dữ liệu": _with_migration,
    "bản mới hỏng, quay về": _that_fails,
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_killed_anywhere_one_more_run_makes_it_whole(machine, tmp_path, kind):
    whole, options = KINDS[kind](machine, tmp_path / "dem")
    whole.install(*options)
    total = whole.calls()
    print(f"\n{kind}: {total} lệnh")  # noqa: T201
    for number in range(POINTS):
        at = max(round(total * (number + 0.5) / POINTS), 1)
        _cut_and_run_again(*KINDS[kind](machine, tmp_path / str(at)), kind, at)


def _cut_and_run_again(stage, options, kind, at):
    cut = stage.install(*options, cut_at=at)
    where = (stage.state / "log").read_text().splitlines()[-1][:60]
    assert cut.code == -9, cut.said
    assert stage.seconds_read_only() < EDITABLE_SECONDS
    had_site = (stage.state / "db" / "portal").exists() and "trước" in stage.rows()[1]
    if had_site:
        stage.edit("sau khi bị cắt")
    stage.offer(int((stage.root / "source" / "VERSION").read_text()))  # the mistake is mended
    again = stage.install(*options)
    print(f"  {at:3} {where:60} → {again.code} {stage.faults() or 'nguyên vẹn'}")  # noqa: T201
    assert (again.code, stage.faults()) == (0, []), f"{kind}, {at}: {again.said}"
    assert stage.rows()[1] == (_HEARD_AGAIN if had_site else ["xa-mau"])


@pytest.mark.parametrize("signal", ["HUP", "TERM"])
def test_a_dropped_line_during_the_migration_is_undone_at_once(machine, tmp_path, signal):
    stage, _ = _with_migration(machine, tmp_path / "m")
    at = _call_number(machine, tmp_path / "dem", "migrated to 3")
    done = stage.install(cut_at=at, signal=signal)
    assert done.code in (129, 143), done.said
    assert stage.faults() == []
    assert stage.rows() == (1, ["xa-mau", "trước"])


def _call_number(machine, folder, words):
    stage, _ = _with_migration(machine, folder)
    stage.install()
    lines = (stage.state / "log").read_text().splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def test_a_release_that_does_not_start_is_taken_back_with_its_migration(machine, tmp_path):
    stage, _ = _that_fails(machine, tmp_path / "m")
    done = stage.install()
    assert done.code == 1
    assert "quay về bản cũ" in done.said
    assert stage.faults() == []
    assert stage.rows() == (1, ["xa-mau", "trước"])


def test_an_upgrade_without_a_migration_never_closes_the_site(machine, tmp_path):
    stage, _ = _without_migration(machine, tmp_path / "m")
    assert stage.install().code == 0
    log = (stage.state / "log").read_text()
    assert "read-only" not in log
    assert "pg_dump" not in log
    assert "systemctl reload-or-restart portal" in log
    assert "systemctl restart portal" not in log


def test_somebody_elses_mistake_in_nginx_ends_the_run_before_anything_is_changed(machine, tmp_path):
    stage, _ = _with_migration(machine, tmp_path / "m")
    (stage.root / "etc/nginx/conf.d/cua-nguoi-khac.conf").write_text("WRONG")
    done = stage.install()
    assert done.code == 1
    assert "cua-nguoi-khac.conf" in done.said
    assert "chưa đổi gì" in done.said
    assert stage.faults() == []
    assert stage.version() == 1
    assert len(list((stage.root / "opt/portal/releases").iterdir())) == 1


def test_without_room_nothing_is_begun(machine, tmp_path):
    stage, _ = _with_migration(machine, tmp_path / "m")
    (stage.state / "bin" / "df").write_text("#!/bin/sh\nprintf 'a\\nb c d 90 e\\n'\n")
    (stage.state / "bin" / "df").chmod(0o755)
    done = stage.install()
    assert done.code == 1
    assert "chỉ còn 90 MB, cần 800 MB" in done.said
    assert stage.faults() == []


def test_two_runs_at_once_are_one_too_many(machine, tmp_path):
    stage, _ = _with_migration(machine, tmp_path / "m")
    lock = stage.root / "run" / "portal-install.lock"
    lock.write_text("4711\n")
    with lock.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = stage.install()
    assert done.code == 1
    assert "một lần cài đặt khác chạy (tiến trình 4711)" in done.said
    assert stage.version() == 1


def test_a_new_python_of_the_system_does_not_keep_the_upgrade_from_going_on(machine, tmp_path):
    stage, _ = _with_migration(machine, tmp_path / "m")
    (stage.root / "opt/portal/current/.venv/bin/python").unlink()
    done = stage.install()
    assert (done.code, stage.faults()) == (0, []), done.said
    assert stage.version() == 3


def test_the_way_back_is_made_whole_too_where_the_old_environment_is_broken(machine, tmp_path):
    stage, _ = _that_fails(machine, tmp_path / "m")
    (stage.root / "opt/portal/current/.venv/bin/python").unlink()
    assert stage.install().code == 1
    assert stage.faults() == []
    assert stage.rows() == (1, ["xa-mau", "trước"])


def test_a_step_back_asks_before_it_loses_what_was_written_since(machine, tmp_path):
    stage, _ = _with_migration(machine, tmp_path / "m")
    time.sleep(1)  # releases are named by the second
    assert stage.install().code == 0
    stage.edit("bài mới")
    asked = stage.install("--back")
    assert asked.code == 1
    assert "--lose-changes" in asked.said
    assert stage.version() == 3
    done = stage.install("--back", "--lose-changes")
    assert (done.code, stage.faults()) == (0, []), done.said
    assert (stage.version(), stage.rows()) == (1, (1, ["xa-mau", "trước"]))


def test_without_systemd_the_site_keeps_the_time_itself(machine, tmp_path):
    env = machine.root / "etc/portal/portal.env"
    assert "TIMERS=outside" in env.read_text()
    stage = machine.copy(tmp_path / "m")
    (stage.root / "run/systemd/system").rmdir()
    stage.install("--no-start")
    assert "TIMERS=inside" in (stage.root / "etc/portal/portal.env").read_text()


def test_a_new_domain_is_one_command_and_the_old_name_leads_to_it(machine, tmp_path):
    stage, _ = _without_migration(machine, tmp_path / "m")
    for name in ("ten-moi.test", "ten-ba.test", "ten-moi.test"):
        assert stage.install("--domain", name).code == 0
    env = (stage.root / "etc/portal/portal.env").read_text()
    assert "PUBLIC_URL=https://ten-moi.test\n" in env
    assert 'OLD_DOMAINS="xa.test ten-ba.test"\n' in env
    site = (stage.root / "etc/nginx/sites-available/portal").read_text()
    assert "server_name ten-moi.test;" in site
    assert "server_name xa.test ten-ba.test;" in site
    assert "return 301 https://ten-moi.test$request_uri;" in site
    assert "xa.test → ten-moi.test" in (stage.state / "domains").read_text()


def test_an_operators_own_read_only_mode_is_left_to_the_operator(machine, tmp_path):
    stage, _ = _without_migration(machine, tmp_path / "m")
    flag = stage.root / "var/lib/portal/read-only"
    flag.write_text(json.dumps({"owner": "lan", "reason": "sửa ổ đĩa", "since": 0, "until": 9e9}))
    assert stage.install().code == 0
    assert flag.exists()


def test_every_played_command_is_one_that_the_installer_calls(machine):
    shell = "".join(path.read_text() for path in (machine.root / "source").rglob("*.sh"))
    shell += (machine.root / "source/bin/install").read_text()
    assert [name for name in COMMANDS if name not in shell] == []
