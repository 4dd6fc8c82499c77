"""Papers: handed in, scanned or made here."""
