"""The network addresses that may be connected to: public ones, and those of hosts that a setting allows.

In: a host name. Out: the addresses to connect to. A name is looked up once, so that it cannot give a public address to
the check and a private one to the connection. Never here: connecting.
"""

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from indexer.fetching.errors import FetchError, HostFault
from indexer.model.causes import Cause
from indexer.model.notes import N_, note

#: Networks without sources: IANA special-purpose address registries (RFC 6890), multicast and reserved space.
REFUSED = {
    N_("this host or network"): ("0.0.0.0/8", "::/128"),
    N_("loopback"): ("127.0.0.0/8", "::1/128"),
    N_("private"): ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10"),
    N_("shared by a carrier"): ("100.64.0.0/10",),
    N_("link-local"): ("169.254.0.0/16", "fe80::/10"),
    N_("multicast"): ("224.0.0.0/4", "ff00::/8"),
    N_("for documentation"): ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"),
    N_("for tests"): ("198.18.0.0/15", "100::/64"),
    N_("for protocols"): ("192.0.0.0/24", "2001::/23", "64:ff9b:1::/48", "5f00::/16"),
    N_("an IPv4 address in disguise"): ("192.88.99.0/24", "::/96", "::ffff:0:0:0/96", "2002::/16"),
    N_("reserved"): ("240.0.0.0/4",),
}
NETWORKS = tuple((kind, ip_network(network)) for kind, networks in REFUSED.items() for network in networks)
#: IPv6 addresses that carry IPv4 addresses (RFC 6052); the IPv4 address is checked.
NAT64 = ip_network("64:ff9b::/96")

Resolve = Callable[[str, int], Sequence[str]]


def resolve(host: str, port: int) -> list[str]:
    """All addresses of a host, as the system's resolver gives them; raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def refusal(address: str) -> str | None:
    """Why an address is refused ("loopback"), or None for a public one."""
    ip = _meant(ip_address(address))
    return next((kind for kind, network in NETWORKS if ip.version == network.version and ip in network), None)


def _meant(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 address carries, otherwise the address itself."""
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is not None:
            return ip.ipv4_mapped
        if ip in NAT64:
            return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip


class Guard:
    """Checks the addresses of hosts; hosts in `allowed` may have any address, such as those of one's own intranet."""

    def __init__(self, allowed: frozenset[str], resolve: Resolve = resolve) -> None:
        self._allowed = allowed
        self._resolve = resolve

    def addresses(self, host: str, port: int) -> Sequence[str]:
        """The addresses to connect to; raises HostFault for an unknown host, FetchError for a refused one."""
        try:
            found = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise HostFault(note("is at %(host)s, whose address cannot be found", host=host)) from error
        if host in self._allowed:
            return found
        for address in found:
            if kind := refusal(address):
                raise FetchError(
                    note(
                        "is at %(host)s, whose address %(address)s is %(kind)s; if that is meant, name the "
                        "host in MITHAQ_ALLOWED_HOSTS",
                        host=host,
                        address=address,
                        kind=note(kind),
                    ),
                    Cause.PRIVATE,
                )
        return found
