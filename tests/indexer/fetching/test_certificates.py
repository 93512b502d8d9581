"""HTTPS: the connection goes to a checked address, the certificate must be the name's."""

import ssl
from pathlib import Path

import pytest
import trustme

from indexer.fetching.errors import HostFault
from indexer.fetching.transport import Bounds
from indexer.fetching.url import read_url
from indexer.model.causes import Cause

NAMES = frozenset({"news.example", "other.example", "127.0.0.1"})


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def get(site, make_desk, authority):
    """Gets `/a` of a host on loopback that has the certificate of news.example and 127.0.0.1."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example", "127.0.0.1").configure_cert(context)
    site.socket = context.wrap_socket(site.socket, server_side=True, do_handshake_on_connect=False)
    site.put("/a", "here")
    desk = make_desk(NAMES, lambda host, port: ["127.0.0.1"])

    def run(host: str) -> bytes:
        url = read_url(f"https://{host}:{site.server_port}/a")
        return desk.client().get(url, lambda _: {}, Bounds(1000), 0.0).body

    return run


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("host", ["news.example", "127.0.0.1"])
def test_a_certificate_of_the_name_is_taken(get, host):
    assert get(host) == b"here"


@pytest.mark.usefixtures("trusted")
def test_a_certificate_of_another_name_is_refused(get, site):
    with pytest.raises(HostFault, match=r"cannot be reached: .*not valid for 'other\.example'") as caught:
        get("other.example")
    assert caught.value.cause is Cause.CERTIFICATE
    assert site.asked == []


def test_a_certificate_that_nobody_trusts_is_refused(get, site):
    with pytest.raises(HostFault, match=r"cannot be reached: .*certificate verify failed") as caught:
        get("news.example")
    assert caught.value.cause is Cause.CERTIFICATE
    assert site.asked == []
