"""The domain: no Flask, no HTTP, no clock, no sentences."""
