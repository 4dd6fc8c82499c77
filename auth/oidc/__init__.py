"""The parts of an OpenID Connect relying party that trusts nothing: requests, the provider's documents, ID tokens."""
