"""What everybody may read: the start page, the search, and one page a procedure."""
