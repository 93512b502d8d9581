"""The OpenSearch engine: an index on a cluster, asked by its query DSL.

In: the port's calls. Out: what the port promises. Never here: sharding, replication or failover of our own, or a change
to an index that is served.
"""
