"""Measures the built site against its limits: `make bench`. Absolute times are judged here only, never in a test."""
