"""The content of papers, as plain data."""
