"""Which script a text is written in, and what that says about its language."""

import re

_KANA = re.compile(r"[\u3040-\u30ff\uff66-\uff9f]")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_THAI = re.compile(r"[\u0e00-\u0e7f]")
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")

LATIN = ("de", "en", "es", "fr", "it", "nl", "pl", "pt", "tr")
HAN = ("zh", "zh-TW", "ja")

# A letter of these scripts outweighs some Latin ones: names and loan words mix in, never the reverse.
_OWN_SCRIPT = (("ko", _HANGUL), ("th", _THAI), ("ar", _ARABIC), ("ru", _CYRILLIC))


def possible_languages(text: str) -> tuple[str, ...]:
    """Give the languages the script allows; none when the text has no letters."""
    latin = len(_LATIN.findall(text))
    if _KANA.search(text) and 3 * _count(_KANA, text) + _count(_HAN, text) >= latin / 3:
        return ("ja",)
    for language, letters in _OWN_SCRIPT:
        if 3 * _count(letters, text) >= latin and letters.search(text):
            return (language,)
    if 4 * _count(_HAN, text) >= latin and _HAN.search(text):
        return _han_languages(text)
    return LATIN if latin else ()


def _han_languages(text: str) -> tuple[str, ...]:
    """Tell simplified from traditional characters by the national codes that have only one of them."""
    han = _HAN.findall(text)
    simplified = sum(_encodes(c, "gb2312") and not _encodes(c, "big5") for c in han)
    traditional = sum(_encodes(c, "big5") and not _encodes(c, "gb2312") for c in han)
    if simplified == traditional:
        return HAN
    return ("zh", "ja") if simplified > traditional else ("zh-TW", "ja")


def _encodes(character: str, code: str) -> bool:
    """Tell whether a national code has the character."""
    try:
        return bool(character.encode(code))
    except UnicodeEncodeError:
        return False


def _count(letters: "re.Pattern[str]", text: str) -> int:
    """Count the letters of one script."""
    return len(letters.findall(text))
