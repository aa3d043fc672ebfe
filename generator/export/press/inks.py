"""Screen colours as inks, through the press's ICC profile; memoised, for a deck has few colours and many cards."""

import math
import warnings
from io import BytesIO
from typing import TYPE_CHECKING

from generator.basics.problems import Problem, ProblemsError
from generator.model.press import Press, profile_problem

if TYPE_CHECKING:
    from PIL import Image as Pillow
    from PIL import ImageCms

Screen = tuple[float, float, float]
Inks = tuple[float, float, float, float]

#: Less ink than this, of 255, is not printed but only makes a tint unclean.
_SPECK = 3

#: Parts of red, green and blue in the lightness of a colour (IEC 61966-2-1).
_LIGHTNESS = (0.2126, 0.7152, 0.0722)


class Separation:
    """From sRGB to the inks of one press: relative colorimetric with black point compensation.

    Raises:
        ProblemsError: on creation, when the profile is not one of a press or is damaged inside.
    """

    def __init__(self, press: Press) -> None:
        fault = profile_problem(press.profile)
        if fault is not None:
            raise ProblemsError((fault,))
        self._profile = press.profile
        self._known: dict[Screen, Inks] = {}
        self._shifts: dict[Screen, float] = {}
        self._transforms: dict[str, ImageCms.ImageCmsTransform] = {}

    # --- Single colours -----------------------------------------------------------------------------------------

    def inks(self, screen: Screen) -> Inks:
        """The inks that come nearest to a screen colour; both 0 to 1."""
        known = self._known.get(screen)
        if known is None:
            red, green, blue = screen
            if red == green == blue:
                known = (0.0, 0.0, 0.0, 1 - red)
            else:
                pixel = self._one("RGB", bytes(_byte(part) for part in screen), "CMYK")
                parts = [0.0 if ink < _SPECK else round(ink / 255, 3) for ink in pixel]
                known = (parts[0], parts[1], parts[2], parts[3])
            self._known[screen] = known
        return known

    def shift(self, screen: Screen) -> float:
        """How far the printed colour is from the one on screen, CIE 1976 ΔE, paper taken as white."""
        known = self._shifts.get(screen)
        if known is None:
            inks = bytes(_byte(ink) for ink in self.inks(screen))
            seen = self._one("RGB", bytes(_byte(part) for part in screen), "LAB")
            printed = self._one("CMYK", inks, "LAB")
            # Pillow's LAB: lightness stretched to a byte, the other two signed bytes.
            differences = [
                (seen[0] - printed[0]) / 2.55,
                *(_signed(a) - _signed(b) for a, b in zip(seen[1:], printed[1:], strict=True)),
            ]
            known = self._shifts[screen] = math.hypot(*differences)
        return known

    def _one(self, mode: str, pixel: bytes, target: str) -> bytes:
        from PIL import Image as Pillow

        return self._apply(Pillow.frombytes(mode, (1, 1), pixel), target).tobytes()

    # --- Pictures -----------------------------------------------------------------------------------------------

    def picture(self, picture: "Pillow.Image") -> "Pillow.Image":
        """An RGB picture in CMYK, its pixels 0 (no ink) to 255."""
        return self._apply(picture, "CMYK")

    def palette(self, colours: bytes) -> bytes:
        """Red, green and blue of each colour, a byte each, as four inks, a byte each."""
        from PIL import Image as Pillow

        count = len(colours) // 3
        return self.picture(Pillow.frombytes("RGB", (count, 1), colours[: count * 3])).tobytes()

    def _apply(self, picture: "Pillow.Image", target: str) -> "Pillow.Image":
        from PIL import ImageCms

        made = ImageCms.applyTransform(picture, self._transform(picture.mode, target))
        assert made is not None  # noqa: S101 - only a transform in place gives nothing
        return made

    def _transform(self, source: str, target: str) -> "ImageCms.ImageCmsTransform":
        known = self._transforms.get(source + target)
        if known is None:
            from PIL import ImageCms

            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    profiles = {
                        "RGB": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")),
                        "LAB": ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")),
                    }
                    press = ImageCms.ImageCmsProfile(BytesIO(self._profile))
                    known = ImageCms.buildTransform(
                        profiles.get(source, press),
                        profiles.get(target, press),
                        source,
                        target,
                        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
                    )
            except Exception as fault:
                # LittleCMS says of a damaged profile whatever it likes.
                raise ProblemsError(
                    (
                        Problem(
                            name="profile-not-for-press",
                            message="the press profile is damaged inside: colours cannot be converted with it",
                            help="get it once more from the print shop or from where it was published",
                        ),
                    )
                ) from fault
            # Pillow copies this profile into every picture it makes, which takes longer than converting one colour.
            known.output_profile = profiles["LAB"]
            self._transforms[source + target] = known
        return known


def lightness(screen: Screen) -> float:
    """How light a colour looks as a grey, 0 to 1."""
    return sum(part * weight for part, weight in zip(screen, _LIGHTNESS, strict=True))


def _byte(part: float) -> int:
    return max(0, min(255, round(part * 255)))


def _signed(byte: int) -> int:
    return byte - 256 if byte > 127 else byte
