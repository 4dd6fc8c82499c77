"""Moved to services/actor.py."""

from services.actor import SYSTEM, Actor, Role

__all__ = ["SYSTEM", "Actor", "Role"]
