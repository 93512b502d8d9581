"""Which visitor sent a request: by address, also behind reverse proxies.

In: the address of the connection, the `X-Forwarded-For` header, the networks of trusted proxies. Out: one key for each
visitor. Never here: an exception for an invalid header, or a hop that no trusted proxy wrote.
"""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
#: One household or office usually has a whole /64 of IPv6 (RFC 6177), and can use any address in it.
PREFIX_BITS = 64
#: Hops of `X-Forwarded-For` that are read, from its end.
MAX_HOPS = 32


class Visitors:
    """Tells the visitors of one site apart. If no `proxies` are set, requests from loopback are not limited: they come
    from the operator, or from a reverse proxy that is not in the settings and stands for all visitors."""

    def __init__(self, proxies: Sequence[Network]) -> None:
        self._proxies = proxies

    def key(self, peer: str, forwarded: str) -> str:
        """The key of a visitor: an IPv4 address, or the /64 network of an IPv6 address; "" if it is unknown."""
        address = self._address(peer, forwarded)
        if isinstance(address, IPv6Address):
            return str(ip_network((int(address), PREFIX_BITS), strict=False))
        return str(address) if address else ""

    def is_free(self, peer: str, forwarded: str) -> bool:
        """Whether no limit holds for this visitor."""
        address = self._address(peer, forwarded)
        return not self._proxies and address is not None and address.is_loopback

    def _address(self, peer: str, forwarded: str) -> Address | None:
        """The visitor's address. Each proxy appends the address of its client to `forwarded`. So hops are read from the
        end, as long as a trusted proxy wrote them."""
        address = _read(peer)
        for hop in reversed(forwarded.rsplit(",", MAX_HOPS)[-MAX_HOPS:] if forwarded else []):
            before = _read(hop) if self._is_trusted(address) else None
            if before is None:
                break
            address = before
        return address

    def _is_trusted(self, address: Address | None) -> bool:
        return address is not None and any(address in network for network in self._proxies)


def _read(written: str) -> Address | None:
    """An address as proxies write it: perhaps with a port, in brackets, or as an IPv4-mapped IPv6 address."""
    text = written.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return address.ipv4_mapped or address if isinstance(address, IPv6Address) else address
