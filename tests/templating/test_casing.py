import pytest

from generator.templating.casing import transformed


@pytest.mark.parametrize(
    ("text", "how", "language", "wanted"),
    [
        ("Straße", "uppercase", "de", "STRASSE"),
        ("istanbul", "uppercase", "tr", "İSTANBUL"),
        ("istanbul", "uppercase", "az-Latn", "İSTANBUL"),
        ("istanbul", "uppercase", "en", "ISTANBUL"),
        ("DIŞ İÇ", "lowercase", "tr", "dış iç"),
        ("a friend’s own time", "capitalize", "en", "A Friend’s Own Time"),
        ("iyi günler", "capitalize", "tr", "İyi Günler"),
        ("As It Is", "none", "en", "As It Is"),
    ],
)
def test_letters_change_as_the_language_writes_them(text: str, how: str, language: str, wanted: str) -> None:
    assert transformed(text, how, language) == wanted
