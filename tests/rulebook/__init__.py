"""Proofs of the rulebook: exact ones walk projections (`projection.py`), the others many whole cases."""
