"""Results: drafted, numbered, signed, sealed, registered, and judged when somebody shows one."""
