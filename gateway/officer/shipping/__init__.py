"""Shipments by public post: the list, what waits, preparing one, its page with its acts, the slip to sign."""

from gateway.officer.shipping import lists, page, preparing

__all__ = ["lists", "page", "preparing"]
