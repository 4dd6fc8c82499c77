"""Words typed with an input method that was off: Telex (`ddawng kys`) and VNI (`d9a8ng ky1`), or both mixed.

The rules are those that both methods share: a mark may stand right after its letter or later in the word.
"""

import unicodedata

TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323", "z": ""} | dict(
    zip("102345", ("\u0301", "", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True)
)
"""Key → combining tone: acute, grave, hook, tilde, dot below, none. As letters Telex, as digits VNI."""
VOWELS = frozenset("aeiouy")
CIRCUMFLEX, BREVE, HORN, STROKE = "\u0302", "\u0306", "\u031b", "đ"
SHAPE_DIGITS = frozenset("6789")


class _Word:
    """A word while its keys are read: letters, each with its shape, and one tone."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.shapes: list[str] = []
        self.tone = ""
        self.marked = False

    def key(self, key: str) -> bool:
        """Take one key. False when a key of the number row marks nothing here: then it is a number."""
        if key in TONES and self._last("aeiouy") is not None:
            self.tone, self.marked = TONES[key], True
            return True
        if key in SHAPE_DIGITS or key == "w":
            return self._shape(key)
        if key in "aeo" and self._doubled(key):
            return True
        if key == "d" and self._stroked():
            return True
        if key.isdigit():
            return False
        self._append(key)
        return True

    def _append(self, letter: str) -> None:
        self.letters.append(letter)
        self.shapes.append("")

    def _shape(self, key: str) -> bool:
        if key == "9":
            return self._stroked(anywhere=True)
        if key == "6":
            return self._mark(self._last("aeo"), CIRCUMFLEX)
        if key == "8":
            return self._mark(self._last("a"), BREVE)
        return self._horn(or_breve=key == "w")

    def _horn(self, *, or_breve: bool) -> bool:
        """Put a horn on u and o, which stand together as `ươ`; Telex's w also makes the breve of `ă`."""
        place = self._last("aou" if or_breve else "ou")
        if place is None:
            if or_breve:  # w alone is ư
                self._append("u")
                return self._mark(len(self.letters) - 1, HORN)
            return False
        before = place - 1 if place and self.letters[place - 1] == "u" and self.letters[: place - 1] != ["q"] else None
        if self.letters[place] == "a":
            return self._mark(place, BREVE) if before is None else self._mark(before, HORN)
        if before is not None and not self.shapes[before]:
            self._mark(before, HORN)
            if self.letters[place] == "u":  # ưu
                return True
        return self._mark(place, HORN)

    def _doubled(self, key: str) -> bool:
        """Whether the key doubles a vowel that has no shape yet: `aa`, and `ana` for `ân`."""
        place = self._last(key)
        return place is not None and not self.shapes[place] and self._mark(place, CIRCUMFLEX)

    def _stroked(self, *, anywhere: bool = False) -> bool:
        """Whether the key strokes a d: the one just typed, or the first of a syllable that has its vowel."""
        if self.letters[-1:] == ["d"]:
            return self._mark(len(self.letters) - 1, STROKE)
        begun = self.letters[:1] == ["d"] and (anywhere or self._last("aeiouy") is not None)
        return begun and self._mark(0, STROKE)

    def _last(self, wanted: str) -> int | None:
        """Return the last place of one of these letters, if only vowels and an end of consonants follow it."""
        for place in range(len(self.letters) - 1, -1, -1):
            if self.letters[place] in wanted and self.letters[place] in VOWELS:
                return place
        return None

    def _mark(self, place: int | None, shape: str) -> bool:
        if place is None:
            return False
        self.shapes[place] = shape
        self.marked = True
        return True

    def written(self) -> str:
        """Return the word with its marks, composed."""
        seat = self._seat()
        out = []
        for place, (letter, shape) in enumerate(zip(self.letters, self.shapes, strict=True)):
            base = STROKE if shape == STROKE else letter + shape
            out.append(base + (self.tone if place == seat else ""))
        return unicodedata.normalize("NFC", "".join(out))

    def _seat(self) -> int | None:
        """Return the letter that bears the tone: the last shaped vowel, else the one before an open end."""
        vowels = [place for place, letter in enumerate(self.letters) if letter in VOWELS]
        shaped = [place for place in vowels if self.shapes[place]]
        if shaped or not vowels:
            return shaped[-1] if shaped else None
        if len(vowels) > 1 and vowels[-1] == len(self.letters) - 1 and "".join(self.letters[:2]) not in {"qu", "gi"}:
            return vowels[-2]
        return vowels[-1]


def decoded(typed: str) -> str | None:
    """Return the word that key strokes mean, with its marks; None when they mark nothing.

    Args:
        typed: one word in small ASCII letters and digits.
    """
    word = _Word()
    for key in typed:
        if not word.key(key):
            return None
    return word.written() if word.marked else None
