"""Ratios against peers, one command each. See `docs/performance.md`."""
