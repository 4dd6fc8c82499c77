"""The public pages on which anybody checks a result: by its file, its QR code, or its number."""
