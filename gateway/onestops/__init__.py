"""Where one goes in person: the pages of the one-stop centres."""
