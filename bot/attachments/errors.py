"""Refusals of this area."""

from __future__ import annotations

from bot.core.errors import Refusal


class EmptyFile(Refusal):
    """There is nothing in it."""

    def __init__(self) -> None:
        super().__init__("utter_attachment_empty")


class FileTooLarge(Refusal):
    """It is larger than one file may be."""

    def __init__(self, most_mb: int) -> None:
        super().__init__("utter_attachment_too_large", most=most_mb)


class FileLost(Refusal):
    """It could not be had from where the channel keeps it."""

    def __init__(self) -> None:
        super().__init__("utter_attachment_lost")


class TooManyFiles(Refusal):
    """One sender has sent enough for a day."""

    def __init__(self) -> None:
        super().__init__("utter_attachment_too_many")


class FileTypeRefused(Refusal):
    """It is of no kind that we take, or not what it says it is."""

    def __init__(self) -> None:
        super().__init__("utter_attachment_type")


class UnreadablePlace(Refusal):
    """Coordinates of no place on earth, or a contact without a number."""

    def __init__(self) -> None:
        super().__init__("utter_attachment_type")


class AttachmentNotFound(Refusal):
    """There is no such file, or it is somebody else's: the same words for both."""

    def __init__(self) -> None:
        super().__init__("utter_attachment_unknown")
