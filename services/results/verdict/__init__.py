"""The verdict on a paper that somebody shows: three separate facts, and what follows from them together.

`facts`, `decision` and `verifier` are for everybody. `judge` and what it imports run in a limited child process only:
they read hostile files with a library that costs half a second to import.
"""
