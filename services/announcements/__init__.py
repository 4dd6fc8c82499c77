"""What the province announces: maintenance ahead of time, and dated notices."""
