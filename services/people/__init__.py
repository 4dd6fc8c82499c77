"""Persons, organisations, units, officers' posts and who may act for whom."""
