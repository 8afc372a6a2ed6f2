"""What crashes is started again; what is asked to stop stops."""

from __future__ import annotations

import socket
import sys
import time
from pathlib import Path

from bot.supervisor import Part, port_taken


def part(tmp_path: Path, code: str) -> Part:
    return Part("thing", [sys.executable, "-c", code], {}, tmp_path / "logs/thing.log")


def wait_until_dead(one: Part) -> None:
    assert one.process is not None
    one.process.wait(10)


def test_a_part_that_dies_is_started_again(tmp_path: Path) -> None:
    one = part(tmp_path, "raise SystemExit(1)")
    one.tend()
    wait_until_dead(one)
    one.tend()
    assert one.process is None
    assert one.failures == 1
    one.resume_at = time.monotonic()
    one.tend()
    assert one.process is not None
    wait_until_dead(one)


def test_a_part_that_keeps_dying_is_waited_for_longer_each_time(tmp_path: Path) -> None:
    one = part(tmp_path, "raise SystemExit(1)")
    pauses = []
    for _ in range(3):
        one.resume_at = 0
        one.tend()
        wait_until_dead(one)
        now = time.monotonic()
        one.tend()
        pauses.append(one.resume_at - now)
    assert pauses[0] < pauses[1] < pauses[2]


def test_a_part_stops_when_asked(tmp_path: Path) -> None:
    one = part(tmp_path, "import time; time.sleep(60)")
    one.tend()
    one.stop()
    assert one.process is not None
    assert one.process.poll() is not None


def test_a_part_that_will_not_listen_is_stopped_all_the_same(tmp_path: Path) -> None:
    code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
    one = part(tmp_path, code)
    one.tend()
    while "up" not in one.log.read_text():
        time.sleep(0.02)
    one.stop(grace=0.2)
    assert one.process is not None
    assert one.process.poll() is not None


def test_what_a_part_prints_is_in_its_log(tmp_path: Path) -> None:
    one = part(tmp_path, "print('hello')")
    one.tend()
    wait_until_dead(one)
    assert one.log.read_text() == "hello\n"


def test_a_taken_port_is_noticed() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        assert port_taken("127.0.0.1", port)
    assert not port_taken("127.0.0.1", port)
