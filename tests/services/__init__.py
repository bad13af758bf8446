"""Tests of gigadesk/services."""
