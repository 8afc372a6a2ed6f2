"""Split a message into the parts that could each hold a wish."""

import re

# Sentence ends everywhere; commas too, since people who type on a phone end sentences with them.
_MARKS = r"[.!?…。！？؟;；，、,،\n]+(?=\s|$|[\u0600-\u06ff\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])|[。！？；，]+|\s+[-–—]\s+"

# Conjunctions that start another wish, with what must stand around them to be one.
_JOINERS = {
    "ar": r"\s+(?:وكمان|وأيضا|وايضا|ثم|بس)\s+",
    "de": r"\s+(?:und außerdem|außerdem|und dann|und|aber)\s+",
    "en": r"\s+(?:and also|also|and then|and|but|plus)\s+",
    "es": r"\s+(?:y también|además|también|y luego|y|pero)\s+",
    "fr": r"\s+(?:et aussi|aussi|et puis|et|mais)\s+",
    "it": r"\s+(?:e anche|inoltre|e poi|e|ma)\s+",
    "ja": r"(?:それと|あと、|そして|また、|けど、|ですが、)",
    "ko": r"\s*(?:그리고|또한|그런데|근데)\s+|(?<=고)\s+",
    "nl": r"\s+(?:en ook|en dan|daarnaast|en|maar)\s+",
    "pl": r"\s+(?:a także|oraz|i jeszcze|poza tym|i|ale)\s+",
    "pt": r"\s+(?:e também|além disso|e depois|e|mas)\s+",
    "ru": r"\s+(?:а также|и ещё|и еще|кроме того|и|но)\s+",
    "th": r"(?:\s*แล้วก็|\s+และ|\s+แต่|\s*อีกอย่าง)",
    "tr": r"\s+(?:ayrıca|bir de|ve|ama)\s+",
    "zh": r"(?:另外|还有|顺便|然后|而且|再就是)",
    "zh-TW": r"(?:另外|還有|順便|然後|而且)",
}
_DENSE = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MOST, _LONGEST = 5, 600


def split_clauses(text: str, language: str) -> list[str]:
    """Give the clauses long enough to hold a wish; an empty list when there is only one."""
    pieces = re.split(_MARKS, text[:_LONGEST])
    joiner = _JOINERS.get(language)
    if joiner:
        pieces = [part for piece in pieces for part in re.split(joiner, piece, flags=re.IGNORECASE)]
    clauses = [piece.strip() for piece in pieces if _could_ask(piece.strip())]
    return clauses[:_MOST] if len(clauses) > 1 else []


def _could_ask(clause: str) -> bool:
    """Tell whether a clause is long enough: two words, or four characters of a dense script."""
    return len(clause.split()) >= 2 or len(_DENSE.findall(clause)) >= 4
