"""What may be asked for here: procedures, their versions, where they are filed and how long they take."""
