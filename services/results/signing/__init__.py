"""Signing: a document prepared once, then one signature after another, each with a time-stamp and its evidence.

Nothing is imported here: `pades` costs half a second, and only the worker signs.
"""
