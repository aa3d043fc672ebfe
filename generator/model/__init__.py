"""What passes between the rooms: frozen records without behaviour worth a room of its own.

`Deck` (reading, editions) → `Design` (templating) → `Face` (typesetting) → `Sheet` (imposition) → bytes (export).
All lengths are points, y grows downwards, and a face's origin is its trim's top left corner.
"""
