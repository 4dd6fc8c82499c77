"""The quick lane: copies certified and signatures witnessed while somebody waits, recorded in one act."""
