"""Fetching: symbols in, a folder of checked documents out; one resolution, a list, or a whole ancestry, resumable.

`check` looks whether what came is what was asked for, `holdings` keeps it, `ancestry` says what to fetch next, `run` puts
them together. Sources are in `resgraph.sources`.
"""
