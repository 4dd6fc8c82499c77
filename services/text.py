"""Text as it is kept."""

import unicodedata


def tidy(text: str) -> str:
    """Return the text in NFC (tone marks arrive in every order), its spaces single and its ends clean."""
    return " ".join(unicodedata.normalize("NFC", text).split())
