"""The web: parses, guards, calls one verb, words the outcome."""
