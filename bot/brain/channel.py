"""The brain's one door: the desk posts a message, and gets the reading and the replies as keys and values."""

from __future__ import annotations

import asyncio
import hmac
import os
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Awaitable, Callable, Dict, List, Optional, Text

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.brain import quicker
from bot.brain.similar import Similar

NAME = "tripdesk"
REMEMBERED_TURNS = 512
# Of like phrasings, and of texts to compare, in one request.
MOST = 20
MOST_TEXTS = 1000
# A language that is encoded for the first time takes a minute: whoever asks is told to come back.
PATIENCE_SECONDS = 4.0


class CollectedReplies(OutputChannel):
    """Keeps what the bot says as keys and values; the desk turns it into words."""

    def __init__(self) -> None:
        self.replies: List[Dict[Text, Any]] = []

    @classmethod
    def name(cls) -> Text:
        return NAME

    async def send_response(self, recipient_id: Text, message: Dict[Text, Any]) -> None:
        """Keep one message: a directive for the switchboard, or a reply."""
        custom = message.get("custom")
        if custom:
            self.replies.append({"directive": custom})
            return
        self.replies.append(
            {
                "key": message.get("key"),
                "values": message.get("values") or {},
                "buttons": message.get("buttons") or [],
            }
        )


class DeskChannel(InputChannel):
    """Serves `message`, `parse`, `similar` and `likeness` to the desk, on loopback, with a shared token."""

    def __init__(self, token: Optional[Text]) -> None:
        self._token = token
        quicker.install()
        self._similar = Similar()
        # One at a time and beside the dialogue: the first question in a language may load or encode for seconds.
        self._beside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="similar")
        self._turns: "OrderedDict[Text, asyncio.Task[Dict[Text, Any]]]" = OrderedDict()

    @classmethod
    def name(cls) -> Text:
        return NAME

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> "DeskChannel":
        return cls(os.environ.get("TRIPDESK_BRAIN_TOKEN"))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes, and Rasa's customary health route."""
        desk = Blueprint("tripdesk_channel")

        @desk.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @desk.route("/message", methods=["POST"])
        async def message(request: Request) -> HTTPResponse:
            if not self._trusted(request):
                return response.json({"error": "token"}, status=403)
            return response.json(await self._turn(request, on_new_message))

        @desk.route("/parse", methods=["POST"])
        async def parse(request: Request) -> HTTPResponse:
            if not self._trusted(request):
                return response.json({"error": "token"}, status=403)
            return response.json(await _read(request, _user_message(request.json, CollectedReplies())))

        @desk.route("/similar", methods=["POST"])
        async def similar(request: Request) -> HTTPResponse:
            if not self._trusted(request):
                return response.json({"error": "token"}, status=403)
            body = request.json
            count = min(int(body.get("count") or 3), MOST)
            asked = str(body["text"]), str(body["spoken"]), str(body["language"]), count, body.get("intents") or {}
            finding = asyncio.ensure_future(self._do(self._similar.near, *asked))
            found, _ = await asyncio.wait({finding}, timeout=PATIENCE_SECONDS)
            return response.json({"similar": finding.result() if found else None})

        @desk.route("/likeness", methods=["POST"])
        async def likeness(request: Request) -> HTTPResponse:
            if not self._trusted(request):
                return response.json({"error": "token"}, status=403)
            body = request.json
            texts = [str(one) for one in body["texts"][:MOST_TEXTS]]
            return response.json({"likeness": await self._do(self._similar.likeness, str(body["text"]), texts)})

        return desk

    async def _do(self, work: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._beside, work, *arguments)

    def _trusted(self, request: Request) -> bool:
        given = request.headers.get("Authorization", "")
        return bool(self._token) and hmac.compare_digest(given.encode(), f"Bearer {self._token}".encode())

    async def _turn(self, request: Request, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Dict[Text, Any]:
        body = request.json
        turn = f"{body['conversation']}/{body['message_id']}"
        # The desk asks again when it did not hear the answer, perhaps before there is one; the dialogue must not move
        # twice, nor stop half way because the desk hung up.
        if turn not in self._turns or _failed(self._turns[turn]):
            self._turns[turn] = asyncio.get_running_loop().create_task(_move(request, body, on_new_message))
            while len(self._turns) > REMEMBERED_TURNS:
                self._turns.popitem(last=False)
        return await asyncio.shield(self._turns[turn])


async def _move(
    request: Request, body: Dict[Text, Any], on_new_message: Callable[[UserMessage], Awaitable[Any]]
) -> Dict[Text, Any]:
    output = CollectedReplies()
    user_message = _user_message(body, output)
    user_message.parse_data = await _read(request, user_message)
    await on_new_message(user_message)
    return {"reading": user_message.parse_data, "replies": output.replies}


def _failed(turn: "asyncio.Task[Dict[Text, Any]]") -> bool:
    return turn.done() and (turn.cancelled() or turn.exception() is not None)


def _user_message(body: Dict[Text, Any], output: OutputChannel) -> UserMessage:
    # A typed slash would be read as a command of Rasa's own; only the desk's buttons may carry one.
    text = body.get("payload") or (body.get("text") or "").lstrip("/ \n\t")
    return UserMessage(
        text or " ",
        output,
        body.get("conversation"),
        input_channel=NAME,
        message_id=body.get("message_id"),
        metadata=body.get("metadata") or {},
    )


async def _read(request: Request, message: UserMessage) -> Dict[Text, Any]:
    parsed: Dict[Text, Any] = await request.app.ctx.agent.processor.parse_message(message)
    return parsed
