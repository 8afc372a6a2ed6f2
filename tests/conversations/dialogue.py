"""Dialogues as data: what the traveller writes or presses, and the exact words that come back.

    dialogue: a price, then for children
    steps:
    - write: how much is the Kyoto tour
      hear: ["Kyoto Temples and Gardens: …"]
    - press: Day plan          # the title of a button under the last reply
      hear: ["…"]
    - send: photo              # a file, by its kind
      hear: ["…"]
    - share: "+4915112345678"  # a contact, as the channels have it that can share one
      hear: ["…"]

`*` in an expected text stands for what differs each time: a ticket number, or a wait.
"""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import yaml

from bot.attachments.values import Contact
from tests.attachments import samples
from tests.stack import Stack

HERE = Path(__file__).parent
FILES = {
    "photo": ("room.png", samples.png()),
    "document": ("bill.pdf", samples.PDF),
    "voice": ("note.ogg", samples.OGG),
}
TICKET = re.compile(r"TK-[A-Z0-9]{6}")


@dataclass(frozen=True)
class Dialogue:
    """One file."""

    path: Path
    steps: list[dict[str, Any]]

    @property
    def language(self) -> str:
        """The folder's language."""
        return self.path.parent.name


def dialogues() -> list[Dialogue]:
    """Every dialogue of every language."""
    files = sorted(HERE.glob("*/*.yml"))
    return [Dialogue(file, yaml.safe_load(file.read_text(encoding="utf-8"))["steps"]) for file in files]


class Traveller:
    """A traveller at the widget's own door."""

    def __init__(self, stack: Stack, locale: str) -> None:
        self._stack = stack
        self._http = httpx.Client(base_url=stack.url, trust_env=False, timeout=30)
        session = self._http.post("/widget/v1/session", json={"locale": locale}).raise_for_status().json()
        self._http.headers["Authorization"] = f"Bearer {session['token']}"
        # As the widget does: the language that the traveller reads it in.
        self._http.headers["Accept-Language"] = session["language"]
        self._sent = 0
        self.buttons: dict[str, str] = (
            {b["title"]: b["payload"] for b in session["welcome"]["buttons"]} if session.get("welcome") else {}
        )

    def write(self, text: str) -> list[str]:
        """Send a text and give the words that come back."""
        return self._send({"text": text})

    def press(self, title: str) -> list[str]:
        """Press a button under the last reply."""
        return self._send({"text": title, "payload": self.buttons[title]})

    def send(self, kind: str) -> list[str]:
        """Send a file without a word."""
        name, content = FILES[kind]
        query = {"client_id": f"upload-{self._sent:04}", "name": name}
        stored = self._http.post("/widget/v1/files", params=query, content=content).raise_for_status().json()
        return self._send({"attachments": [stored["id"]]})

    def share(self, phone: str) -> list[str]:
        """Share a contact without a word; the widget's page cannot, Telegram's can."""
        sender = self._http.headers["Authorization"].removeprefix("Bearer ").partition(".")[0]
        desk = self._stack.desk
        stored = self._stack.run(desk.intake.take("widget", sender, f"share-{self._sent:04}", Contact(phone, own=True)))
        return self._send({"attachments": [stored.id]})

    def close(self) -> None:
        """Leave."""
        self._http.close()

    def _send(self, body: dict[str, Any]) -> list[str]:
        self._sent += 1
        answer = (
            self._http.post("/widget/v1/messages", json={"client_id": f"message-{self._sent:04}", **body})
            .raise_for_status()
            .json()
        )
        self._stack.settle()
        said = (
            self._http.get("/widget/v1/messages", params={"after": answer["seq"]}).raise_for_status().json()["messages"]
        )
        replies = [message for message in said if message["author"] != "traveller"]
        self.buttons = {b["title"]: b["payload"] for message in replies for b in message.get("buttons") or []}
        return [message["text"] for message in replies]


def play(stack: Stack, dialogue: Dialogue) -> list[list[str]]:
    """Play a dialogue and give what was heard at each step."""
    with closing(Traveller(stack, dialogue.language)) as traveller:
        return [_say(traveller, step) for step in dialogue.steps]


def _say(traveller: Traveller, step: dict[str, Any]) -> list[str]:
    if "send" in step:
        return traveller.send(step["send"])
    if "share" in step:
        return traveller.share(step["share"])
    return traveller.press(step["press"]) if "press" in step else traveller.write(step["write"])


def matches(expected: str, heard: str) -> bool:
    """Whether the words are those expected; `*` is anything."""
    pattern = ".*".join(re.escape(part) for part in expected.split("*"))
    return re.fullmatch(pattern, heard, re.DOTALL) is not None


def record(stack: Stack, dialogue: Dialogue) -> None:
    """Write down what is heard now, for a native reader to check: `python -m tests.conversations.record`."""
    steps = []
    for step, heard in zip(dialogue.steps, play(stack, dialogue), strict=True):
        # What still fits stays as it is, with the `*` that somebody has put for a wait.
        known = dict(enumerate(step.get("hear") or []))
        said = [
            known[i] if i in known and matches(known[i], text) else TICKET.sub("TK-*", text)
            for i, text in enumerate(heard)
        ]
        steps.append({**{k: v for k, v in step.items() if k != "hear"}, "hear": said})
    title = yaml.safe_load(dialogue.path.read_text(encoding="utf-8"))["dialogue"]
    content = yaml.safe_dump({"dialogue": title, "steps": steps}, allow_unicode=True, sort_keys=False, width=150)
    dialogue.path.write_text(content, encoding="utf-8")
