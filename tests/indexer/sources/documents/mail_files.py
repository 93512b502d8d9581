"""E-mails for the tests."""

HEAD = (
    "From: Press Office <press@moi.example>\r\nDate: Tue, 10 Dec 2019 01:00:00 +0300\r\nMessage-ID: <1@moi.example>\r\n"
)
LIST = "List-Id: <news.moi.example>\r\n"


def mail(subject: str | bytes, body: str | bytes, head: str = HEAD, kind: str = "text/plain; charset=utf-8") -> bytes:
    subject, body = (value if isinstance(value, bytes) else value.encode() for value in (subject, body))
    return head.encode() + b"Subject: " + subject + f"\r\nContent-Type: {kind}\r\n\r\n".encode() + body
