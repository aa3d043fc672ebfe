"""Every property has an example that needs it, and the pictures show what a build makes of the examples."""

from collections import Counter

import pytest

from generator.templating.css import PROPERTIES
from tests import pictured
from tests.pictured import Example

EXAMPLES = [pytest.param(example, id=example.name) for example in pictured.examples()]


def test_every_property_is_in_one_example() -> None:
    shown = Counter(name for example in pictured.examples() for name in example.shows)
    assert shown == Counter(list(PROPERTIES))


def test_names_and_titles_are_different() -> None:
    for told in ([one.name for one in pictured.examples()], [one.title for one in pictured.examples()]):
        assert max(Counter(told).values()) == 1


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_picture_shows_what_the_build_makes(example: Example) -> None:
    picture, problems = pictured.made(example)
    assert problems == ()
    assert pictured.stale(example, picture) == "", "make it anew with: python -m tests.reference"
    # Without a word about a property the example would look another way.
    assert set(example.shows) <= pictured.declared(example.css)
    for name in example.shows:
        changed, _ = pictured.made(pictured.without(example, name))
        assert pictured.apart(picture, changed) > pictured.CHANGED, name


def test_no_picture_is_left_over() -> None:
    kept = {path.stem for path in pictured.PICTURES.iterdir()}
    assert kept == {example.name for example in pictured.examples()}


def test_the_pictures_are_small() -> None:
    assert sum(path.stat().st_size for path in pictured.PICTURES.iterdir()) < 600_000
