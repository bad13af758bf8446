"""What is on file: one SQLite file, the questions asked of it and the Changes applied to it."""
