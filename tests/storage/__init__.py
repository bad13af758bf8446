"""Tests of gigadesk.storage."""
