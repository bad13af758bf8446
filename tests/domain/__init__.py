"""The domain rules, one test file for each source file."""
