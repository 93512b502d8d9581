"""Bodies that no gazetteer has, for a curator to add; and how often a body must be named to cooperate."""

from collections.abc import Callable

import pytest

from indexer.extract.names.bodies import MOST
from indexer.model.article import Article, Role

TALKS = "The experts spoke of shelters, of training and of the protection of victims in the years to come. " * 8


def test_a_list_of_bodies_adds_no_endless_list_of_names(extract: Callable[..., Article]) -> None:
    names = [f"Ministry of {chr(65 + number // 26)}{chr(97 + number % 26)}ra" for number in range(45)]
    found = extract(" ".join(f"They met the {name}." for name in names)).unresolved
    assert [one.name for one in found] == names[:MOST]
    assert MOST == 40


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("أعلنت وزارة الداخلية ذلك", "وزارة الداخلية"),
        ("اجتمعوا بوزارة الداخلية أمس", "وزارة الداخلية"),
        ("اجتمعوا بالوزارة وبوزارة الداخلية أمس", "وزارة الداخلية"),
        ("قال الوزير لوزارة الداخلية ذلك", "وزارة الداخلية"),
    ],
)
def test_a_shared_name_is_listed_without_its_clitics(extract: Callable[..., Article], text: str, name: str) -> None:
    assert [one.name for one in extract(text).unresolved] == [name]


@pytest.mark.parametrize(("times", "role"), [(2, Role.MENTIONED), (3, Role.PRIMARY)])
def test_a_body_that_the_text_names_often_is_primary(extract: Callable[..., Article], times: int, role: Role) -> None:
    (body,) = extract(TALKS + "UNODC paid. They left. " * times, "Experts speak").agencies
    assert (body.id, body.role) == ("unodc", role)
