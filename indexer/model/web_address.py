"""Web addresses that foreign sources give: whether one can be read at all, and its host.

In: text. Out: a host, or whether the text is an address. Never here: an exception, whatever the text is.
"""

from urllib.parse import urlsplit

from indexer.model.source import WEB


def is_readable(address: str) -> bool:
    """Whether an address can be taken apart (RFC 3986), and on the web (http, https) has a host."""
    try:
        parts = urlsplit(address)
        port = parts.port  # reading it is what fails
    except ValueError:
        return False
    return port != 0 and (bool(parts.hostname) or not address.lower().startswith(WEB))


def host_of(address: str) -> str:
    """The host of an address; "" where there is none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
