"""Which addresses may be connected to."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.fetching.address import Guard, refusal
from indexer.fetching.errors import FetchError, HostFault

REFUSED = [
    ("0.0.0.0", "this host"),
    ("127.0.0.1", "loopback"),
    ("127.255.255.254", "loopback"),
    ("10.1.2.3", "private"),
    ("172.16.0.1", "private"),
    ("172.31.255.255", "private"),
    ("192.168.1.1", "private"),
    ("100.64.0.1", "carrier"),
    ("169.254.169.254", "link-local"),
    ("224.0.0.1", "multicast"),
    ("239.255.255.255", "multicast"),
    ("192.0.2.1", "documentation"),
    ("198.18.0.1", "tests"),
    ("192.0.0.170", "protocols"),
    ("240.0.0.1", "reserved"),
    ("255.255.255.255", "reserved"),
    ("::", "this host"),
    ("::1", "loopback"),
    ("fc00::1", "private"),
    ("fd12:3456::1", "private"),
    ("fe80::1", "link-local"),
    ("fe80::1%eth0", "link-local"),
    ("fec0::1", "private"),
    ("ff02::1", "multicast"),
    ("2001:db8::1", "documentation"),
    ("::ffff:127.0.0.1", "loopback"),  # IPv4-mapped
    ("::ffff:10.0.0.1", "private"),
    ("::127.0.0.1", "disguise"),  # IPv4-compatible
    ("2002:7f00:1::", "disguise"),  # 6to4
    ("::ffff:0:7f00:1", "disguise"),  # translated (RFC 2765)
    ("2001:0:7f00:1::", "protocols"),  # Teredo
    ("64:ff9b::7f00:1", "loopback"),  # NAT64
    ("64:ff9b::a00:1", "private"),
    ("64:ff9b:1::1", "protocols"),
]
PUBLIC = ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"]


@pytest.mark.parametrize(("address", "kind"), REFUSED)
def test_addresses_that_are_not_public_are_refused(address, kind):
    assert kind in (refusal(address) or "")
    with pytest.raises(FetchError, match=kind):
        Guard(frozenset(), lambda host, port: [address]).addresses("news.example", 80)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_given(address):
    assert list(Guard(frozenset(), lambda host, port: [address]).addresses("news.example", 80)) == [address]


@settings(max_examples=200)
@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_what_the_standard_library_knows_as_not_public_is_refused(ip: IPv4Address | IPv6Address):
    if ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_unspecified:
        assert refusal(str(ip)) is not None


@pytest.mark.parametrize("address", [address for address, _ in REFUSED])
def test_an_allowed_host_may_be_anywhere(address):
    assert ip_address(address)
    assert list(Guard(frozenset({"intranet"}), lambda host, port: [address]).addresses("intranet", 80)) == [address]


def test_one_private_address_among_public_ones_refuses_the_host():
    with pytest.raises(FetchError, match=r"10\.0\.0\.1 is private.*MITHAQ_ALLOWED_HOSTS"):
        Guard(frozenset(), lambda host, port: ["8.8.8.8", "10.0.0.1"]).addresses("news.example", 80)


@pytest.mark.parametrize("error", [OSError("no such host"), UnicodeError("label too long")])
def test_a_host_without_an_address_is_a_fault_of_the_host(error):
    def fail(host: str, port: int) -> list[str]:
        raise error

    with pytest.raises(HostFault, match="cannot be found"):
        Guard(frozenset(), fail).addresses("news.example", 80)


@pytest.mark.parametrize("name", ["127.1", "2130706433", "0x7f.0.0.1", "::ffff:127.0.0.1"])
def test_other_spellings_of_an_address_are_the_address(name):
    with pytest.raises(FetchError, match="is loopback"):
        Guard(frozenset()).addresses(name, 80)
