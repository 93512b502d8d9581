"""Addresses are those that Flask itself would build."""

import pytest
from flask import Flask, url_for

from web.building_addresses import address
from web.links import Links

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


@pytest.mark.parametrize("ui", ["ar", None])
def test_a_link_keeps_its_search_whether_or_not_it_changes_a_part_of_it(ui: str | None) -> None:
    current = {"q": ("a&b تعاون",), "country": ("KW", "CN"), "sort": ("newest",), "page": ("3",)}
    kept, end = {"q": "a&b تعاون", "country": ["KW", "CN"]}, {"ui": ui} if ui else {}
    links = Links(current, ui)
    with APP.test_request_context("/"):
        assert links.search() == url_for("search", **kept, sort="newest", **end)
        assert links.search(sort=None) == url_for("search", **kept, **end)
        assert links.search(sort="oldest") == url_for("search", **kept, sort="oldest", **end)
        assert links.article("ج/1") == url_for("article", identifier="ج/1", **kept, sort="newest", page="3", **end)
        assert links.thing("country", "KW") == url_for(
            "thing", step="country", value="KW", **kept, sort="newest", **end
        )
        assert Links({}, ui).search() == url_for("search", **end)
