"""Bringing a checked catalogue into the database."""
