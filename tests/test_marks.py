"""What stands on a card beside plain words, printed and read by other programs."""

from pathlib import Path

import pytest
import zxingcpp

from tests.small_deck import made, picture, told, written

CODE = '<card><qr data="{{ card.text }}" alt="a link"/></card>'


def codes(data: bytes) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture(data))]


@pytest.mark.parametrize(
    "text",
    ["https://example.org/?a=1&b=<2>", "Grüße, 日本語 “and” 'more'", "BEGIN:VCARD\nVERSION:3.0\nN:Doe;Jo\nEND:VCARD"],
)
def test_a_printed_qr_code_says_its_data(tmp_path: Path, text: str) -> None:
    folder = written(tmp_path, CODE, "card { background: #dfe8d0 } qr { width: 25mm }", text)
    built = made(folder)
    assert told(built.problems) == []
    assert codes(built.files["cards.pdf"]) == [text]


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ("", []),
        ("qr { width: 9.6mm }", []),  # 29 modules of 0.33 mm
        (
            "qr { width: 9mm }",
            [("qr-module-too-small", "card `one`: the modules of the QR code are only 0.31 mm wide")],
        ),
        ("qr { color: #0072B2 }", []),
        ("qr { color: #ccc }", [("qr-low-contrast", "the modules of a QR code are not much darker than its ground")]),
        (
            "qr { color: white; background: black }",
            [("qr-low-contrast", "the modules of a QR code are not much darker than its ground")],
        ),
        (
            "card { background: #333 } qr { background: none }",
            [("qr-low-contrast", "the modules of a QR code are not much darker than its ground")],
        ),
        ("card { background: linear-gradient(red, blue) } qr { background: none }", []),
    ],
)
def test_a_code_that_phones_would_fail_to_read_is_a_problem(
    tmp_path: Path, css: str, found: list[tuple[str, str]]
) -> None:
    folder = written(tmp_path, CODE, f"card {{ align-items: flex-start }} {css}", "x")
    assert told(made(folder).problems) == found


@pytest.mark.parametrize(("padding", "found"), [("0", ["qr-quiet-zone"]), ("2mm", []), ("1mm", ["qr-quiet-zone"])])
def test_the_quiet_zone_may_be_padding(tmp_path: Path, padding: str, found: list[str]) -> None:
    card = '<card><qr data="x" quiet="0"/></card>'
    built = made(
        written(tmp_path, card, f"card {{ align-items: flex-start }} qr {{ width: 12mm; padding: {padding} }}")
    )
    assert [problem.name for problem in built.problems] == found
