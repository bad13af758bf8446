"""The content of each paper as plain data: what it says, not how it is drawn."""
