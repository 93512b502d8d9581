"""Which of the addresses that sources gave may be shown as links, and how people read an address.

In: any text. Out: yes or no, hosts, and addresses with their letters. Never here: a link that runs something instead of
leading somewhere.
"""

from urllib.parse import quote, urlsplit

from werkzeug.urls import uri_to_iri


def is_web_address(url: str) -> bool:
    """Whether an address may be linked: it is http or https, and has a host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def host(url: str) -> str:
    """The host of an address, without `www.`."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def readable(url: str) -> str:
    """An address with its letters instead of percent signs (an IRI, RFC 3987). What is not seen in print stays escaped,
    so that the address is one word and reads as it is written."""
    return "".join(one if one.isprintable() else quote(one) for one in uri_to_iri(url))
