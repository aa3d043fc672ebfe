"""What a proof draws, as numbers."""

from generator.basics.geometry import Matrix, Rect, Size
from generator.model.design import Design, Element, Length, Style
from generator.model.face import Path
from generator.typesetting.boxes import Boxes
from generator.typesetting.proofs import BOX, over


def test_a_box_is_outlined_where_it_is_drawn() -> None:
    quarter = Matrix(0, 1, -1, 0, 0, 0)
    inner = Element(tag="box", style=Style(width=Length(20), height=Length(10)))
    turned = Element(tag="box", style=Style(width=Length(40), height=Length(20), transform=quarter), children=(inner,))
    root = Element(tag="card", style=Style(), children=(turned,))
    design = Design(root=root, words=(), size=Size(100, 100))
    layout = Boxes().arrange(root, design.size, lambda leaf, width: (0.0, 0.0))
    assert layout.boxes[2].border_box == Rect(0, 0, 20, 10)
    group = over(design, layout, (), {}, lambda *_: ())
    outlines = [
        sorted({(round(x, 6), round(y, 6)) for _, x, y in path.segments[:-1]})  # type: ignore[misc]
        for path in group.items
        if isinstance(path, Path) and path.stroke is not None and path.stroke.paint == BOX
    ]
    # About the middle of the larger one, 20 and 10: what was its left end is above.
    assert outlines == [[(10, -10), (10, 30), (30, -10), (30, 30)], [(20, -10), (20, 10), (30, -10), (30, 10)]]
