"""What all of /api/v1 shares; the page of `/openapi.json` is made from this and from each noun's `models`."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

LONGEST_TEXT = 4000


class Model(BaseModel):
    """Base: nothing unknown is let in."""

    model_config = ConfigDict(extra="forbid")


class Failure(Model):
    """Every answer that is no: a code for programs, a sentence for people."""

    error: str = Field(examples=["taken"])
    message: str = Field(examples=["Anna Berg has already taken this chat."])
