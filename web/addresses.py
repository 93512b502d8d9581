"""Which of the addresses that sources gave may be shown as links.

In: any text. Out: yes or no, and hosts. Never here: a link that runs something instead of leading somewhere.
"""

from urllib.parse import urlsplit


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
