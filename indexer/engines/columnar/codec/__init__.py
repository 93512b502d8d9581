"""The codec: columnar segments as Whoosh's own readers and writers see them.

Whoosh's interface is a circle: the codec makes readers and writers, these hold the segment, and the segment names its
codec. It stays inside this room.
"""
