"""Single requests: redirects, bounds of size and time, and connections to checked addresses only."""

import gzip
import socket
from functools import partial
from ipaddress import ip_address

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from indexer.fetching.address import Guard
from indexer.fetching.errors import FetchError, HostFault, RedirectError
from indexer.fetching.transport import Bounds, Transport
from indexer.fetching.url import read_url

LIMIT = 100_000
#: Without the time of day: the name of a test is the same in every process.
packed = partial(gzip.compress, mtime=0)
QUICK = Bounds(LIMIT, total_seconds=0.1)


def get(desk, url, bounds=None, headers=None):
    return desk.client().get(read_url(url), lambda _: headers or {}, bounds or Bounds(LIMIT), 0.0)


def test_an_answer_has_its_status_headers_and_bytes(desk, site):
    answer = get(desk, site.put("/a", b"\x00\xff", status=201, X_Thing="one"))
    assert (answer.status, answer.body, answer.headers["x-thing"]) == (201, b"\x00\xff", "one")


def test_a_redirect_is_followed_to_its_end(desk, site):
    site.put("/a", status=301, Location="b?x=أ".encode().decode("latin-1"))
    site.put("/b?x=%D8%A3", status=307, Location=site.url("/c"))
    site.put("/c", "here")
    answer = get(desk, site.url("/a"))
    assert (str(answer.url), answer.body) == (site.url("/c"), b"here")


@pytest.mark.parametrize(("hops", "fails"), [(5, False), (6, True)])
def test_redirects_are_counted(desk, site, hops, fails):
    for number in range(hops):
        site.put(f"/{number}", status=302, Location=f"/{number + 1}")
    site.put(f"/{hops}", "here")
    if fails:
        with pytest.raises(RedirectError, match="more than 5 times"):
            get(desk, site.url("/0"))
    else:
        assert get(desk, site.url("/0")).body == b"here"


def test_a_redirect_to_a_private_address_is_refused_unasked(make_desk, site):
    desk = make_desk(frozenset({"public.example"}), lambda host, port: ["127.0.0.1"])
    site.put("/a", status=302, Location=site.url("/secret", "intranet.example"))
    site.put("/secret", "secret")
    with pytest.raises(FetchError, match=r"intranet\.example, whose address 127\.0\.0\.1 is loopback"):
        get(desk, site.url("/a", "public.example"))
    assert site.paths() == ["/a"]


def test_the_address_that_was_checked_is_the_one_connected_to(make_desk, site, monkeypatch):
    """A name whose address changes after the check (DNS rebinding) gains nothing: it is not looked up again."""
    looked_up: list[str] = []
    system = socket.getaddrinfo

    def numbers_only(host, *rest, **more):
        assert ip_address(host)
        return system(host, *rest, **more)

    def resolve(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"]

    monkeypatch.setattr(socket, "getaddrinfo", numbers_only)
    desk = make_desk(frozenset({"news.example"}), resolve)
    site.put("/a", "here")
    assert get(desk, site.url("/a", "news.example")).body == b"here"
    assert site.asked[0][1]["Host"] == f"news.example:{site.server_port}"
    assert looked_up == ["news.example"] * 2  # once for robots.txt, once for the page


def test_the_next_address_is_tried_when_one_does_not_answer(make_desk, site):
    desk = make_desk(frozenset({"news.example"}), lambda host, port: ["::1", "127.0.0.1"])
    site.put("/a", "here")
    assert get(desk, site.url("/a", "news.example")).body == b"here"


def test_a_host_that_is_down_is_a_fault_of_the_host(desk):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(HostFault, match="cannot be reached: Connection refused"):
        get(desk, f"http://127.0.0.1:{port}/")
    assert desk.time.slept == [2.0, 8.0]


def test_a_silent_server_is_given_up(desk, site):
    site.put("/slow").rstrip()
    site.pages["/slow"].write = lambda handler: site.released.wait()
    with pytest.raises(HostFault, match=r"sent nothing for 0\.1 seconds"):
        get(desk, site.url("/slow"), Bounds(LIMIT, silence_seconds=0.1))
    assert site.paths() == ["/slow"]  # what takes long is not tried again


HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    "beginning",
    [
        HEAD + b"Content-Length: 90000\r\n\r\nabc",
        HEAD + b"\r\nabc",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        HEAD + b"X-Endless: ",
        b"",
    ],
    ids=["in a body", "in a body without length", "between chunks", "in a header", "before the status"],
)
def test_a_whole_answer_has_its_time(desk, site, beginning):
    def trickle(handler):
        handler.wfile.write(beginning)
        while not site.released.wait(0.02):
            handler.wfile.write(b"1\r\nx\r\n" if b"chunked" in beginning else b"x")

    site.put("/slow")
    site.pages["/slow"].write = trickle
    with pytest.raises(HostFault, match=r"took longer than 0\.1 seconds"):
        get(desk, site.url("/slow"), QUICK)


@pytest.mark.parametrize(
    "answer",
    [
        HEAD + b"Content-Length: 10\r\n\r\nabc",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n9\r\nabc",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc",
        b"nonsense\r\n\r\n",
        b"",
        HEAD + b"".join(b"X-%d: y\r\n" % number for number in range(200)) + b"\r\n",
        HEAD + b"X: " + b"y" * 100_000 + b"\r\n\r\n",
    ],
    ids=["short body", "short chunk", "bad chunk", "no HTTP", "nothing", "many headers", "long header"],
)
def test_a_broken_answer_is_a_fault_of_the_host(desk, site, answer):
    site.put("/broken")
    site.pages["/broken"].write = lambda handler: handler.wfile.write(answer)
    with pytest.raises(HostFault, match="broke off: "):
        get(desk, site.url("/broken"))
    assert len(site.asked) == 3


def test_an_endless_body_is_cut_off(desk, site):
    def pour(handler):
        handler.wfile.write(HEAD + b"\r\n")
        while not site.released.is_set():
            handler.wfile.write(b"x" * 65536)

    site.put("/endless")
    site.pages["/endless"].write = pour
    with pytest.raises(FetchError, match="is larger than 100000 bytes"):
        get(desk, site.url("/endless"))


@pytest.mark.parametrize(
    ("encoding", "data", "body"),
    [
        ("gzip", packed(b"text"), b"text"),
        ("x-gzip", packed(b"te") + packed(b"xt"), b"text"),
        ("GZIP", packed(b"text"), b"text"),
        ("identity", b"text", b"text"),
        ("gzip", b"", b""),
    ],
)
def test_a_body_is_unpacked(desk, site, encoding, data, body):
    assert get(desk, site.put("/a", data, Content_Encoding=encoding)).body == body


@pytest.mark.parametrize(
    ("encoding", "data", "reason"),
    [
        ("gzip", b"not gzip", "cannot be unpacked"),
        ("gzip", packed(b"text")[:-4], "cannot be unpacked"),
        ("gzip", packed(b"\0" * 100_001), "expands to more than 100000"),
        ("gzip", packed(b"\0" * 50_000_000), "expands to more than|cannot be unpacked"),
        ("deflate", b"x", "not asked for"),
        ("gzip, gzip", packed(packed(b"text")), "not asked for"),
    ],
)
def test_a_body_that_cannot_be_unpacked_is_refused(desk, site, encoding, data, reason):
    with pytest.raises(FetchError, match=reason):
        get(desk, site.put("/a", data, Content_Encoding=encoding))


def test_validators_go_to_the_address_that_gave_them(desk, site):
    site.put("/a", status=302, Location="/b")
    site.put("/b", "here")
    desk.client().get(
        read_url(site.url("/a")), lambda hop: {"If-None-Match": "x"} if hop.name == "b" else {}, Bounds(LIMIT), 0.0
    )
    assert ["If-None-Match" in headers for _, headers in site.asked] == [False, True]


HEADERS = st.lists(
    st.tuples(
        st.sampled_from([b"Content-Length", b"Content-Encoding", b"Transfer-Encoding", b"Location", b"ETag", b"X"]),
        st.one_of(st.binary(max_size=20), st.sampled_from([b"gzip", b"chunked", b"9" * 5000, b"-1", b"3, 3", b"\xff"])),
    ),
    max_size=4,
)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.just(b"HTTP/1.1 200 OK"), st.binary(max_size=30)), HEADERS, st.binary(max_size=50))
@example(b"HTTP/1.1 200 OK", [(b"Content-Length", b"9" * 5000)], b"")
@example(b"HTTP/1.1 200 OK", [(b"ETag", b"a\r\n b")], b"")
def test_any_answer_is_taken_or_refused(site, status, headers, body):
    lines = [status, *(name + b": " + value for name, value in headers)]
    site.put("/any")
    site.pages["/any"].write = lambda handler: handler.wfile.write(b"\r\n".join([*lines, b"", body]))
    transport = Transport(Guard(frozenset({"127.0.0.1"})), "Mithaq/1.0")
    try:
        answer = transport.get(read_url(site.url("/any")), {}, Bounds(LIMIT))
    except FetchError:
        return
    validators = {"If-None-Match": answer.headers.get("etag", "")}
    site.put("/next")
    assert transport.get(read_url(site.url("/next")), validators, Bounds(LIMIT)).status == 200
