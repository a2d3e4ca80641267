"""Faults of every kind against the whole of Promotor, and what must hold after each: `make chaos-send`."""
