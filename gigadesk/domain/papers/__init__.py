"""文稿: the content of each paper as plain data; what it says, not how it is drawn."""
