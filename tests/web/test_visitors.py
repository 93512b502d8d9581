"""Who asks, by the address of a connection and by what proxies wrote."""

from ipaddress import ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.visitors import Visitors

PROXIES = tuple(ip_network(one) for one in ("127.0.0.1/32", "10.0.0.0/8", "2001:db8:ffff::/48"))
AT_HOME = "2001:db8:1:2::/64"


@pytest.mark.parametrize(
    ("peer", "forwarded", "key"),
    [
        ("198.51.100.7", "", "198.51.100.7"),
        ("198.51.100.7", "203.0.113.9", "198.51.100.7"),  # whoever asks without a proxy can write anything
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "203.0.113.9, 10.1.2.3", "203.0.113.9"),
        ("127.0.0.1", "192.0.2.1, 203.0.113.9, 10.1.2.3", "203.0.113.9"),  # the first is the visitor's own invention
        ("127.0.0.1", "10.0.0.5", "10.0.0.5"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9:4711", "203.0.113.9"),
        ("127.0.0.1", "[2001:db8:1:2::5]:4711", AT_HOME),
        ("127.0.0.1", "2001:db8:1:2:ffff::1", AT_HOME),
        ("127.0.0.1", "::ffff:203.0.113.9", "203.0.113.9"),
        ("::ffff:127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("2001:db8:ffff::1", "203.0.113.9", "203.0.113.9"),
        ("fe80::1%eth0", "", "fe80::/64"),
        ("127.0.0.1", "unknown", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9, _hidden", "127.0.0.1"),
        ("127.0.0.1", ",,,", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9, ", "127.0.0.1"),
        ("", "203.0.113.9", ""),
    ],
)
def test_a_visitor_is_who_no_trusted_proxy_is(peer: str, forwarded: str, key: str) -> None:
    assert Visitors(PROXIES).key(peer, forwarded) == key


def test_without_proxies_what_is_forwarded_counts_for_nothing_and_loopback_is_free() -> None:
    visitors = Visitors(())
    assert visitors.key("127.0.0.1", "203.0.113.9") == "127.0.0.1"
    assert visitors.is_free("127.0.0.1", "203.0.113.9")
    assert visitors.is_free("::1", "")
    assert not visitors.is_free("198.51.100.7", "127.0.0.1")
    assert not Visitors(PROXIES).is_free("127.0.0.1", "")
    assert not Visitors(PROXIES).is_free("127.0.0.1", "127.0.0.1")


@given(st.text(), st.text(alphabet="0123456789abcdef.:,[]% \u0661", max_size=300) | st.text())
def test_no_header_is_an_error(peer: str, forwarded: str) -> None:
    for visitors in (Visitors(PROXIES), Visitors(())):
        for first in (peer, "127.0.0.1"):
            assert isinstance(visitors.key(first, forwarded), str)
            assert visitors.is_free(first, forwarded) in {True, False}


def test_a_long_row_of_hops_is_read_from_its_end() -> None:
    assert Visitors(PROXIES).key("127.0.0.1", "203.0.113.9," + "10.0.0.1," * 5000 + "10.0.0.1") == "10.0.0.1"
