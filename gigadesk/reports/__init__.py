"""排版: from the content of a paper to the bytes of an official PDF (GB/T 9704-2012)."""
