"""The administrators' room: what the program knows of itself, to be read. Nothing can be changed there yet."""
