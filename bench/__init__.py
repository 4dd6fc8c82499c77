"""What a page costs the server, as a multiple of a bare route measured in the same run."""
