"""Electronic forms: their definitions are data, what is typed into them is judged here (docs/filing.md)."""
