"""The graph → lineages, series, rankings.

- `trace.trace(graph, source, target)` → the lineage, a graph with its paths marked (`between`, `acyclic`, `mainpath`,
  `marks`; `filters` for what is followed, `lookup` for symbols in any spelling)
- `steps.steps(lineage)` → its citations in words
- `series.find_series(graph)`, `renewals.series(graph, symbol)`, `renewals.renewals(graph, one)` → the resolutions that
  renew one mandate (from `clauses`)
- `rank.top(graph, by=…)` → the documents that matter most
"""
