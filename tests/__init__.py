"""Tests mirror the packages; helpers are imported as `tests.builder.small`."""
