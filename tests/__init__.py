"""Tests of gigadesk, laid out as the source is."""
