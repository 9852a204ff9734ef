"""Citations and documents → the graph, its store, and what can be asked of it.

- `build.build(documents, citations)` → `networkx.DiGraph`; what nodes and edges say is in `nodes`, `edges`, `dates`,
  and which language version speaks in `versions`
- `store.Store` → a DuckDB file, incremental; its tables in `tables`, its questions in `queries`
- `load.around(store, source, targets)` → the part of a large store that a lineage needs, found by `reach` on integers
- `check.CHECKS` → findings as rows (`misdates`, `consensus` among them); `stats.stats(graph)` → figures
- `metadata.read_metadata(path)` → documents from library records (`marc`) and lists (`listed`)
"""
