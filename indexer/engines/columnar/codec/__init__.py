"""The codec: columnar segments as Whoosh's own readers and writers see them.

Whoosh's interface is circular: the codec makes readers and writers, they hold the segment, and the segment names its
codec. The circle stays inside this package.
"""
