"""Addresses are those that Flask itself would build."""

import pytest
from flask import Flask, url_for

from web.building_addresses import address

APP = Flask("addresses")
APP.add_url_rule("/", "search", str)
APP.add_url_rule("/article/<path:identifier>", "article", str)
APP.add_url_rule("/<any(country,agency):step>/<value>", "thing", str)


@pytest.mark.parametrize("root", ["", "/مِثاق"])
@pytest.mark.parametrize(
    ("endpoint", "values"),
    [
        ("search", {}),
        ("search", {"q": ["الكويت والصين"], "country": ["KW", "CN"], "page": []}),
        ("search", {"q": ["a&b=c +%\"<>'~!$()*,/:;?@#[]|\\^`{}é"], "to": ["2019-01-02"], "ui": ["ar"]}),
        ("search", {"q": [""], "wéird name": ["x"]}),
        ("article", {"identifier": ["a/b ج?"], "q": ["trade"]}),
        ("thing", {"step": ["country"], "q": ["trade"], "value": ["K W%(x)s"], "page": []}),
        ("thing", {"step": ["agency"], "value": ["~~value~~ a/b=&+ مصر"]}),
    ],
)
def test_an_address_is_as_flask_builds_it(root: str, endpoint: str, values: dict[str, list[str]]) -> None:
    with APP.test_request_context("/", base_url=f"http://localhost{root}"):
        own = {"identifier", "step", "value"}
        given = {name: value[0] if name in own else value for name, value in values.items() if value}
        for _ in range(2):
            assert address(endpoint, values) == url_for(endpoint, **given)
