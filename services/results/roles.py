"""Who signs papers of the province, and in which capacity."""

from enum import StrEnum


class SignerRole(StrEnum):
    """In which capacity a signature is made; results carry the first two, in this order (Decree 30/2020 Art. 32–33)."""

    LEADER = "leader"
    SEAL = "seal"
    SYSTEM = "system"
    """The program itself, under receipts and notices: the agency's seal belongs to the records clerk in person."""
