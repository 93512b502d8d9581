"""Headers that every answer carries.

In: an answer, or what a browser says of its request. Out: the same answer, hardened. Never here: a source other than
this site, inline script or style, or a name of a file that the address chose.
"""

from flask import Response, request

SOURCES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{kind} {source}" for kind, source in SOURCES.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
#: JSON is shown, but saved under this name, whatever the address ends with (reflected file download).
JSON_NAME = 'inline; filename="mithaq.json"'
#: For a site that is reached by HTTPS alone (RFC 6797); half a year, and its own name only.
HTTPS_ONLY = {"Strict-Transport-Security": f"max-age={180 * 24 * 3600}"}


#: The header by which a browser says what it asks for (Fetch Metadata Request Headers, 2.1), and the endpoints that
#: answer a person otherwise than a program; readers of feeds send none.
FETCH_DEST = "Sec-Fetch-Dest"
SHOWN = {"feed"}


def is_navigation() -> bool:
    """Whether the current request is a browser's, which shows the answer to a person."""
    return request.headers.get(FETCH_DEST) == "document"


def headers(secure: bool) -> dict[str, str]:
    """The security headers of a site; `secure` says that it is reached by HTTPS alone."""
    return HEADERS | (HTTPS_ONLY if secure else {})


def harden(response: Response, *, secure: bool = False) -> Response:
    """Add the security headers; `secure` says that the site is reached by HTTPS alone."""
    given = {name.lower() for name, _ in response.headers}
    response.headers.extend([(name, value) for name, value in headers(secure).items() if name.lower() not in given])
    if request.endpoint in SHOWN:
        response.vary.add(FETCH_DEST)
    if response.mimetype == "application/json":
        response.headers.setdefault("Content-Disposition", JSON_NAME)
    return response
