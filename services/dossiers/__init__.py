"""Dossiers: what a citizen files, and what becomes of it."""
