"""The last step to PDF/X: what ReportLab has no words for is added with pikepdf."""

import hashlib
import uuid
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from generator.basics.problems import Problem, ProblemsError
from generator.export.press.inks import Separation
from generator.export.press.pictures import to_inks
from generator.export.press.xmp import Facts, packet
from generator.model.press import TITLES, VERSIONS, Press

if TYPE_CHECKING:
    import pikepdf

_SPACE = uuid.UUID("1f0a1d6e-6f0b-5a53-9c0e-1f2d3c4b5a69")

_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)

#: Viewer preferences that PDF/X lets name only the bleed box or the whole sheet; nobody needs them.
_AREAS = ("/ViewArea", "/ViewClip", "/PrintArea", "/PrintClip")


def finished(data: bytes, press: Press, date: datetime | None) -> bytes:
    """The finished file; see `generator.export.press.finish`."""
    import pikepdf

    inks = Separation(press)
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            _Finisher(pdf, press, inks, hashlib.sha256(data + press.profile).hexdigest()).finish(date)
            buffer = BytesIO()
            version = "{}.{}".format(*VERSIONS[press.standard])
            modern = press.standard == "pdfx4"
            pdf.save(
                buffer,
                force_version=version,
                min_version=version,
                deterministic_id=True,
                fix_metadata_version=False,  # It would write the packet anew.
                compress_streams=True,
                object_stream_mode=pikepdf.ObjectStreamMode.generate if modern else pikepdf.ObjectStreamMode.disable,
            )
            return buffer.getvalue()
    except ProblemsError:
        raise
    except Exception as fault:
        # pikepdf raises nearly anything on a document that is damaged.
        raise _trouble("the document cannot be finished for the press: it is damaged") from fault


def _trouble(message: str) -> ProblemsError:
    help = "build it anew; if that does not help, this is a fault of deckwright worth reporting"
    return ProblemsError((Problem(name="not-finished-for-press", message=message, help=help),))


class _Finisher:
    def __init__(self, pdf: "pikepdf.Pdf", press: Press, inks: Separation, digest: str) -> None:
        self._pdf, self._press, self._inks, self._digest = pdf, press, inks, digest
        self._see_through = False

    def finish(self, date: datetime | None) -> None:
        self._objects()
        self._pages()
        self._intent()
        self._catalog()
        self._identify(date)

    def _objects(self) -> None:
        """Pictures into inks; and whether anything is see-through."""
        from pikepdf import Dictionary, Name, Stream

        problems: list[Problem] = []
        for thing in list(self._pdf.objects):
            if isinstance(thing, Stream) and thing.get("/Subtype") == Name.Image:
                self._see_through |= "/SMask" in thing
                try:
                    to_inks(thing, self._inks)
                except ProblemsError as fault:
                    problems += fault.problems
                except Exception:
                    problems.append(
                        Problem(
                            name="image-not-in-inks",
                            message=f"a picture of {thing.get('/Width')} × {thing.get('/Height')} pixels cannot be "
                            "put in inks",
                            help="save it again as PNG or JPEG with an image editor",
                        )
                    )
            elif isinstance(thing, Stream):
                self._see_through |= "/Group" in thing
            elif isinstance(thing, Dictionary):
                self._see_through |= (
                    isinstance(thing.get("/SMask"), Dictionary)
                    or any(thing.get(key, 1) != 1 for key in ("/ca", "/CA"))
                    or thing.get("/BM", Name.Normal) != Name.Normal
                )
        if problems:
            raise ProblemsError(tuple(dict.fromkeys(problems)))

    def _pages(self) -> None:
        from pikepdf import Array, Dictionary, Name

        for page in self._pdf.pages:
            media = [float(edge) for edge in page.mediabox]
            trim = _within([float(edge) for edge in page.obj.get("/TrimBox", media)], media)
            bleed = _within([float(edge) for edge in page.obj.get("/BleedBox", trim)], media)
            bleed = [min(bleed[0], trim[0]), min(bleed[1], trim[1]), max(bleed[2], trim[2]), max(bleed[3], trim[3])]
            for key, box in (("/MediaBox", media), ("/TrimBox", trim), ("/BleedBox", bleed)):
                if key != "/MediaBox" or key not in page.obj:
                    page.obj[key] = Array([_number(edge) for edge in box])
            for key in ("/CropBox", "/ArtBox"):
                if key in page.obj:
                    del page.obj[key]
            if self._see_through and self._press.standard == "pdfx4":
                # What is see-through is mixed in the inks of the intent, not in red, green and blue.
                page.obj.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK, I=True)

    def _intent(self) -> None:
        from pikepdf import Array, Dictionary, Name, String

        condition = self._press.condition
        pdf = self._pdf
        profile = pdf.make_indirect(pdf.make_stream(self._press.profile, N=4, Alternate=Name.DeviceCMYK))
        intent = Dictionary(
            Type=Name.OutputIntent,
            S=Name.GTS_PDFX,
            OutputConditionIdentifier=String(condition.identifier),
            OutputCondition=String(condition.title),
            Info=String(condition.title),
            DestOutputProfile=profile,
        )
        if condition.registry:
            intent.RegistryName = String(condition.registry)
        pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])

    def _catalog(self) -> None:
        from pikepdf import Dictionary, Name

        root = self._pdf.Root
        for key in ("/OpenAction", "/AA", "/AcroForm", "/Names"):
            if key in root:
                del root[key]
        if "/ViewerPreferences" not in root:
            root.ViewerPreferences = Dictionary()
        wishes = root.ViewerPreferences
        for key in _AREAS:
            if key in wishes:
                del wishes[key]
        wishes.DisplayDocTitle = True
        wishes.PrintScaling = Name("/None")

    def _identify(self, date: datetime | None) -> None:
        from pikepdf import Name, String

        info = self._pdf.docinfo

        def said(key: str) -> str:
            return str(info[key]) if key in info else ""

        made = _utc(date) if date is not None else _read_date(said("/CreationDate"))
        stamp = made.strftime("D:%Y%m%d%H%M%SZ")
        title = said("/Title").strip() or "untitled"
        producer = said("/Producer") or "deckwright"
        info["/Title"] = String(title)
        info["/Producer"] = String(producer)
        info["/CreationDate"] = info["/ModDate"] = String(stamp)
        info["/Trapped"] = Name("/True" if self._press.trapped else "/False")
        for key in ("/GTS_PDFXVersion", "/GTS_PDFXConformance"):
            if key in info:
                del info[key]
        if self._press.standard == "pdfx1a":
            info["/GTS_PDFXVersion"] = String(TITLES["pdfx1a"])
        facts = Facts(
            title=title,
            author=said("/Author"),
            subject=said("/Subject"),
            creator=said("/Creator"),
            producer=producer,
            language=str(self._pdf.Root.get("/Lang", "")),
            date=made.strftime("%Y-%m-%dT%H:%M:%SZ"),
            document=f"uuid:{uuid.uuid5(_SPACE, 'document ' + self._digest)}",
            instance=f"uuid:{uuid.uuid5(_SPACE, f'instance {self._digest} {stamp}')}",
            trapped=self._press.trapped,
            pdfx4=self._press.standard == "pdfx4",
        )
        stream = self._pdf.make_stream(packet(facts), Type=Name.Metadata, Subtype=Name.XML)
        self._pdf.Root.Metadata = self._pdf.make_indirect(stream)


def _utc(date: datetime) -> datetime:
    return date.astimezone(UTC) if date.tzinfo is not None else date.replace(tzinfo=UTC)


def _read_date(text: str) -> datetime:
    """The date of a document as its writer put it down, in UTC."""
    digits = "".join(char for char in text[2:16] if char.isdigit())
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return _NO_DATE


def _within(box: list[float], outer: list[float]) -> list[float]:
    left, right = sorted((box[0], box[2]))
    bottom, top = sorted((box[1], box[3]))
    return [max(left, outer[0]), max(bottom, outer[1]), min(right, outer[2]), min(top, outer[3])]


def _number(value: float) -> object:
    from decimal import Decimal

    return Decimal(f"{value:.3f}").normalize() if value % 1 else int(value)
