"""Logging in and who I am, as /api/v1 gives and takes it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from connectors.console.models import Model


class Login(Model):
    """E-mail and password."""

    email: str = Field(max_length=254, examples=["anna.berg@example.com"])
    password: str = Field(max_length=200, examples=["correct horse battery staple"])


class SecondStep(Model):
    """The password was right; the code of the authenticator is asked for next, with this `step`."""

    step: str = Field(description="For POST /login/code; it is good for five minutes.")


class Code(Model):
    """The second step: six digits of the authenticator, or a recovery code."""

    step: str = Field(max_length=100)
    code: str = Field(min_length=1, max_length=40, examples=["123456", "abcde-fghjk"])


class LanguageChoice(Model):
    """The language the console is shown in."""

    language: str = Field(max_length=10, examples=["zh"])


class LanguageName(Model):
    """A language in its own name."""

    code: str = Field(examples=["zh"])
    name: str = Field(examples=["简体中文"])


class Me(Model):
    """Who is logged in."""

    id: str
    name: str = Field(examples=["Anna Berg"])
    role: str = Field(examples=["agent"])
    team: str = Field(examples=["customer_service"])
    language: str = Field(examples=["en"])
    languages: list[LanguageName]
    talks: bool = Field(description="May hold chats.")
    roles: list[str] = Field(examples=[["agent"]])
    rights: list[str] = Field(description="What data/rights.yml gives these roles.", examples=[["search"]])
    factor_needed: bool = Field(description="Until a second factor is set up, nothing else may be done.")


class Texts(Model):
    """The console's words in one language."""

    language: str
    direction: Literal["ltr", "rtl"]
    texts: dict[str, str]
