"""Letters and words as features: what the encoders blur (codes, slang, typing errors) is seen here."""

import re
import unicodedata
from collections.abc import Iterator

# Scripts without spaces between words: each character stands for itself.
_WORD = re.compile(
    r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W\d_\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+|\d"
)


def fold(text: str) -> str:
    """Give the text as its laziest typist would: lower case, narrow letters, no accents, digits as 0."""
    narrow = unicodedata.normalize("NFKC", text).lower()
    plain = (c for c in unicodedata.normalize("NFD", narrow) if not _is_latin_accent(c))
    return re.sub(r"\d", "0", unicodedata.normalize("NFC", "".join(plain)).replace("ı", "i"))


def _is_latin_accent(character: str) -> bool:
    """Tell the accents people leave out from the marks that Thai or Japanese cannot do without."""
    return "\u0300" <= character <= "\u036f"


def word_ngrams(text: str) -> Iterator[str]:
    """Give words and pairs of words; characters, pairs and triples where words have no spaces."""
    words = _WORD.findall(text)
    for size in (1, 2, 3):
        for start in range(len(words) - size + 1):
            gram = words[start : start + size]
            if size < 3 or all(len(word) == 1 for word in gram):
                yield " ".join(gram)
