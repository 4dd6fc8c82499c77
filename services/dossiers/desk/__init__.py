"""The desk: what officers do to a dossier that was filed."""
