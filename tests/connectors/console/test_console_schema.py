"""Whatever the OpenAPI description lets in, and much that it does not, is answered: never by a failure of ours."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from bot import demo
from bot.staff.values import NewStaff
from bot.tokens.values import NewToken
from tests.browser.console_server import Server
from tests.connectors.console.fakes import PASSWORD

# A stream never ends, and these would end what the other calls need: a session, a colleague.
ENDLESS = r"/api/v1/(events|logout|login.*)$"
EXAMPLES = 12
CHECKS = (schemathesis.checks.not_a_server_error, response_schema_conformance, content_type_conformance)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("schema"))
    server.start()
    server.do(_fill(server))
    yield server
    server.stop()


async def _fill(server: Server) -> None:
    async with server.desk.services() as services:
        await demo.load(services, server.desk.clock.now().date())


@pytest.fixture(scope="module")
def token(server: Server) -> str:
    """A program's token of somebody who may do everything."""

    async def made() -> str:
        async with server.desk.services() as services:
            sam = await services.staff.create(NewStaff("Sam", "sam-2@example.com", "administrator", password=PASSWORD))
            return (await services.tokens.issue(sam, NewToken("schema"))).secret

    return server.do(made())


@pytest.fixture(scope="module")
def described(server: Server) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_url(f"{server.address}/openapi.json").exclude(path_regex=ENDLESS)


def test_nothing_makes_the_desk_fail(described: schemathesis.BaseSchema, token: str, server: Server) -> None:
    failed: list[str] = []
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) > 20
    for operation in operations:
        try:
            _hold(operation, {"Authorization": f"Bearer {token}"}, server.chats["german"])
        except (AssertionError, FailureGroup) as failure:
            failed.append(f"{operation.label}: {failure}")
    assert not failed, "\n".join(failed)


def _hold(operation: schemathesis.APIOperation, headers: dict[str, str], chat: str) -> None:
    """Call one operation with much that its description allows, and some that it does not."""
    negative = schemathesis.GenerationMode.NEGATIVE
    cases = st.one_of(operation.as_strategy(), operation.as_strategy(generation_mode=negative))

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases, real=st.booleans())
    def holds(case: schemathesis.Case, real: bool) -> None:
        if real and "conversation_id" in case.path_parameters:
            case.path_parameters["conversation_id"] = chat
        case.call_and_validate(headers=headers, checks=CHECKS)

    holds()
