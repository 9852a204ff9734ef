"""A corpus as a folder of Parquet files, made partition by partition: by one process, several, or a cluster.

    out.parquet/
        citations/part-00000.parquet …    columns of `models.Citation`
        documents/part-00000.parquet …    columns of `models.Document`
        files/part-00000.parquet …        the files read, their hashes, and what could not be read of them
        _parts/part-00000.json …          what each partition was made from; written last, so that it says "done"

Inputs are listed without being read (`pieces`), cut into partitions by their sizes alone (`partitions`), and each partition
is one call of a plain function, paths in and paths out (`part`), which an engine runs (`engines`, `cluster`). `run` puts
these together, `reading` gives the records back to `build`. `remote` is the one module that opens addresses.
"""
