"""The history of the schema, and who may do what in it."""
