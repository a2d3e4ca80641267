"""Everything that is computed from answers: plain Python, standard library only, no database, no clock.

docs/STATISTICS.md lists every function with its formula, its source and an example by hand.
"""
