"""规则: what a task, a figure and a verdict is and when it is right; no file, no clock."""
