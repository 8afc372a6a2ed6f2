"""The desk from a terminal: a real server, a real token."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.__main__ import app
from bot.core.errors import Refusal, Unavailable
from bot.tickets.values import NewTicket
from bot.tokens.values import NewToken
from tests.browser.console_server import Server

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("desk"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def run(server: Server) -> Run:
    """Run a command as Anna."""

    async def token() -> str:
        async with server.desk.services() as services:
            anna = next(one for one in await services.staff.list_all() if one.name == "Anna Berg")
            return (await services.tokens.issue(anna, NewToken("terminal"))).secret

    environment = {"TRIPDESK_URL": server.address, "TRIPDESK_TOKEN": server.do(token()), "COLUMNS": "200"}

    def run(*words: str, **changed: str) -> Result:
        return CliRunner().invoke(app, list(words), env={**environment, **changed})

    return run


def test_the_queue_is_a_table_for_people(run: Run, server: Server) -> None:
    shown = run("convs")
    assert shown.exit_code == 0
    assert server.chats["robbed"][:8] in shown.output
    assert "We were robbed" in shown.output


def test_the_queue_is_json_for_programs(run: Run, server: Server) -> None:
    listed = json.loads(run("convs", "-o", "json").output)
    assert listed["items"][0]["id"] == server.chats["robbed"]


def test_a_chat_is_taken_answered_noted_and_given_back(run: Run, server: Server) -> None:
    chat = server.chats["german"]
    beginning = chat[:13]
    assert run("conv", beginning, "take").exit_code == 0
    assert run("conv", beginning, "reply", "Der Fahrer steht an Tor 4.").exit_code == 0
    assert run("conv", beginning, "note", "Called the driver.").exit_code == 0
    shown = run("conv", chat, "show")
    assert "Tor 4" in shown.output
    assert "Called the driver" in shown.output
    assert run("conv", beginning, "hand-back").exit_code == 0


def test_a_refusal_is_the_desks_own_sentence(run: Run, server: Server) -> None:
    refused = run("conv", server.chats["arab"], "reply", "Hello")
    assert isinstance(refused.exception, Refusal)
    assert "You do not hold this chat" in str(refused.exception)


def test_markup_of_a_traveller_stays_text(run: Run, server: Server) -> None:
    assert "<script>" in run("conv", server.chats["unkind"], "show").output


def test_a_wrong_token_and_a_desk_that_is_away_are_said_plainly(run: Run) -> None:
    assert isinstance(run("convs", TRIPDESK_TOKEN="wrong").exception, Refusal)
    assert isinstance(run("convs", TRIPDESK_URL="http://127.0.0.1:9").exception, Unavailable)


def test_tickets_are_listed_and_one_is_told_whole(run: Run, server: Server) -> None:
    async def opened() -> str:
        async with server.desk.services() as services:
            ticket = NewTicket("complaint", "guide", conversation_id=server.chats["german"], wish="an apology")
            return (await services.tickets.open(ticket)).reference

    reference = server.do(opened())
    assert reference in run("tickets", "--state", "open").output
    assert json.loads(run("ticket", reference, "-o", "json").output)["ticket"]["kind"] == "complaint"
    assert reference in run("ticket", reference).output
    assert isinstance(run("ticket", "TK-AAAAAA").exception, Refusal)
