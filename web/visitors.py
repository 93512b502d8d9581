"""Who asks: a visitor by their address, also behind proxies.

In: the address of a connection, what proxies wrote before it, the proxies that are trusted. Out: one key for a visitor.
Never here: an exception because of what a header says, or trust in what somebody else than such a proxy wrote.
"""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
#: What one household or office has of IPv6 (RFC 6177); it can choose any address there.
PREFIX_BITS = 64
#: More proxies stand behind each other nowhere.
MAX_HOPS = 32


class Visitors:
    """Tells the visitors of one site apart. Without `proxies` loopback is nobody to hold back: it is a measurement, or
    a proxy that nobody told of, behind which are all visitors."""

    def __init__(self, proxies: Sequence[Network]) -> None:
        self._proxies = proxies

    def key(self, peer: str, forwarded: str) -> str:
        """One text for each visitor: an address of IPv4, the network of one of IPv6."""
        address = self._address(peer, forwarded)
        if isinstance(address, IPv6Address):
            return str(ip_network((int(address), PREFIX_BITS), strict=False))
        return str(address) if address else ""

    def is_free(self, peer: str, forwarded: str) -> bool:
        """Whether a visitor may ask as often as they like."""
        address = self._address(peer, forwarded)
        return not self._proxies and address is not None and address.is_loopback

    def _address(self, peer: str, forwarded: str) -> Address | None:
        """The last address that no trusted proxy wrote: each writes, behind what it was given, who asked it."""
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
    """An address as proxies write it: also with a port, in brackets, or of IPv4 as one of IPv6."""
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
