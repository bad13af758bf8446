"""What the clerk does, step by step, over the store, the forms and the papers."""
