"""Primary keys: UUID version 7 (RFC 9562 §5.7)."""

import secrets
import time
from uuid import UUID


def new_id() -> UUID:
    """Return a fresh UUIDv7.

    The millisecond prefix only keeps neighbouring rows together in an index. No rule of the domain
    reads it, which is why this one place below the edge may look at the machine's clock.
    """
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    return UUID(int=value & ~(0x3 << 62) | 0x2 << 62)
