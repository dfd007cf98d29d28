"""Tests of builder/."""
