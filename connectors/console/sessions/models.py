"""Logging in and who I am, as /api/v1 gives and takes it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from connectors.console.models import Model


class Login(Model):
    """E-mail and password."""

    email: str = Field(max_length=254, examples=["anna.berg@example.com"])
    password: str = Field(max_length=200, examples=["correct horse battery staple"])


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


class Texts(Model):
    """The console's words in one language."""

    language: str
    direction: Literal["ltr", "rtl"]
    texts: dict[str, str]
