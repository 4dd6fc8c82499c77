"""The whole way with the embedded provider, over its own pages: two parties that share no memory."""
