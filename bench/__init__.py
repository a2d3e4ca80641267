"""Measurements of speed and memory on real servers: `make bench`, or `make bench ARGS=import_contacts` for one part."""
