"""Reading the catalogue's files. Nothing is guessed: a row that is not understood is a problem with its line number."""
