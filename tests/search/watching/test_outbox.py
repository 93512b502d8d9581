"""Mail waits until a server takes it, and goes out once."""

from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from mail_server import mailbox

from indexer.model.settings import Settings
from search.watching.outbox import Outbox, Server, server_of


def message(recipient: str, words: str = "مذكرة تفاهم جديدة") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "mithaq@news.example", recipient, words
    made.set_content(words)
    return made


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(tmp_path / "searches.txt")


def test_what_waits_is_sent_once_in_its_order(outbox: Outbox) -> None:
    outbox.put([message("a@x.example", "first")])
    outbox.put([message("b@x.example", "second")])
    with mailbox() as server:
        where = server_of(replace(Settings(), smtp_url=server.url))
        assert outbox.send(where) is None
        assert outbox.send(where) is None
    assert [b"first" in one for one in server.messages] == [True, False]
    assert outbox.waiting() == []


def test_mail_for_a_server_that_is_down_waits(outbox: Outbox) -> None:
    outbox.put([message("a@x.example")])
    with mailbox() as server:
        port = int(server.url.rpartition(":")[2])
    fault = outbox.send(Server("127.0.0.1", port))
    assert "127.0.0.1" in str(fault)
    assert "the next run sends it again" in str(fault)
    assert len(outbox.waiting()) == 1


def test_mail_that_is_refused_waits_and_holds_up_no_other(outbox: Outbox) -> None:
    outbox.put([message("gone@x.example"), message("b@x.example")])
    with mailbox() as server:
        server.refused.add("gone@")
        fault = outbox.send(server_of(replace(Settings(), smtp_url=server.url)))
        assert "550 no such mailbox" in str(fault)
        assert "gone@" not in str(fault)
        assert (len(server.messages), len(outbox.waiting())) == (1, 1)
        server.refused.clear()
        assert outbox.send(server_of(replace(Settings(), smtp_url=server.url))) is None
    assert len(server.messages) == 2


def test_no_password_is_sent_without_tls(outbox: Outbox) -> None:
    outbox.put([message("a@x.example")])
    with mailbox() as server:
        url = server.url.replace("smtp://", "smtp://desk@")
        fault = outbox.send(server_of(replace(Settings(), smtp_url=url, smtp_password="secret")))
    assert "no TLS" in str(fault)
    assert "secret" not in str(fault)
    assert (server.messages, len(outbox.waiting())) == ([], 1)


def test_nobody_else_reads_what_waits(outbox: Outbox) -> None:
    outbox.put([message("a@x.example")])
    assert outbox.folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", Server("mail.example", 25)),
        ("smtp://mail.example:587", Server("mail.example", 587)),
        ("smtps://desk%40x@mail.example", Server("mail.example", 465, True, "desk@x", "secret")),
    ],
)
def test_the_settings_name_the_server(url: str, server: Server) -> None:
    password = server.password
    assert server_of(replace(Settings(), smtp_url=url, smtp_password=password)) == server
