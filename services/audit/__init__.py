"""Events of everything done: written in the transaction of the act, kept for ever."""
