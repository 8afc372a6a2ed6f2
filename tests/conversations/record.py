"""Write down what the assistant says now in every dialogue, or those given; to be judged before it is kept."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.conversations.dialogue import dialogues, record
from tests.stack import running_stack


def main(wanted: list[str]) -> None:
    """Record the dialogues whose path holds one of the words given."""
    with tempfile.TemporaryDirectory() as home, running_stack(Path(home)) as stack:
        stack.sit_down()
        for dialogue in dialogues():
            if not wanted or any(word in str(dialogue.path) for word in wanted):
                record(stack, dialogue)
                print(dialogue.path)


if __name__ == "__main__":
    main(sys.argv[1:])
