"""Filing at the counter of a one-stop: a receiver fills in for somebody who stands there, or who wrote by post."""
