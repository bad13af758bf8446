"""Benchmarks: each measures a figure, a floor beside it, and fails on their ratio."""
