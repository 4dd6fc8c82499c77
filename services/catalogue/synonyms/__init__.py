"""How people of the province call things: changes of the shipped synonyms, each of which can be undone."""
