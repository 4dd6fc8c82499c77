"""The demonstration: invented people, keys made on the first start. Imported by the command line alone."""
