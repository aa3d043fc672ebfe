"""What a job asks for, whatever is printed: how its paper may lie, what of it can be used, and what cannot be."""

from generator.basics.geometry import Rect, Size
from generator.basics.problems import Problem, ProblemsError
from generator.basics.units import fits, show_mm
from generator.imposition.turning import turns_sideways
from generator.model.job import PrintJob


def ways_to_lie(job: PrintJob) -> tuple[bool, ...]:
    """Upright and lying; a square sheet has one way only, for nobody could tell the two apart."""
    return (False,) if job.paper.size.width == job.paper.size.height else (False, True)


def page_size(job: PrintJob, *, lying: bool) -> Size:
    """The job's paper as it lies."""
    size = job.paper.size
    return size.turned if (size.width > size.height) != lying else size


def usable_area(job: PrintJob, *, lying: bool) -> Rect:
    """Where cards may lie, so that neither they nor, through the paper, their backs enter a printer margin."""
    paper = page_size(job, lying=lying)
    margins = job.margins(lying=lying)
    top, right, bottom, left = margins.top, margins.right, margins.bottom, margins.left
    if job.backs and job.way != "gutterfold":
        if turns_sideways(paper, job.flip):
            left = right = max(left, right)
        else:
            top = bottom = max(top, bottom)
    return Rect(left, top, max(0.0, paper.width - left - right), max(0.0, paper.height - top - bottom))


# --- Problems ---------------------------------------------------------------------------------------------------------


def check(job: PrintJob) -> None:
    """Stops at what cannot be, whatever the format.

    Raises:
        ProblemsError: with all that is impossible.
    """
    problems = []
    for lying in ways_to_lie(job):
        margins = job.margins(lying=lying)
        negative = min(margins.top, margins.right, margins.bottom, margins.left) < 0
        page = page_size(job, lying=lying)
        if (
            negative
            or not fits(margins.left + margins.right, page.width)
            or not fits(margins.top + margins.bottom, page.height)
        ):
            worst = min(margins.top, margins.left) if negative else max(margins.top, margins.left)
            problems.append(
                Problem(
                    name="impossible-printer-margin",
                    message=f"a printer margin of {show_mm(worst)} leaves no paper to print on"
                    if not negative
                    else f"a printer margin of {show_mm(worst)} lies outside the paper",
                    help="home printers need 3 to 6 mm",
                )
            )
            break
    if job.gutter < 0:
        problems.append(
            Problem(
                name="impossible-gutter",
                message=f"a gutter of {show_mm(job.gutter)} would lay cards over each other",
                help="use 0 (one cut between two cards) or twice the bleed",
            )
        )
    if job.back_bleed is not None and job.back_bleed < 0:
        problems.append(
            Problem(
                name="impossible-bleed",
                message=f"a bleed of {show_mm(job.back_bleed)} would end inside the card",
                help="use 0 or more; 3 mm is common",
            )
        )
    if not 1 <= job.packs <= 1000:
        problems.append(
            Problem(name="impossible-packs", message=f"{job.packs} packs cannot be printed", help="print 1 to 1000")
        )
    if problems:
        raise ProblemsError(tuple(problems))


def printer_problems(job: PrintJob) -> tuple[Problem, ...]:
    """Warnings about a printer that was measured otherwise than it is used now.

    Raises:
        ProblemsError: its backs would be moved the wrong way.
    """
    printer = job.printer
    if printer is None or not job.backs or job.way == "gutterfold":
        return ()
    moved = any((printer.right, printer.down, printer.turned))
    if moved and printer.flip != job.flip:
        raise ProblemsError(
            (
                Problem(
                    name="printer-measured-otherwise",
                    message=f"the printer `{printer.name}` was measured with sheets flipped on the "
                    f"{printer.flip} edge; on the {job.flip} edge its backs come out elsewhere",
                    help=f"use --flip {printer.flip}, or calibrate it once more for the {job.flip} edge",
                ),
            )
        )
    if moved and printer.paper not in (job.paper.name, "own"):
        used = job.paper.title if job.paper.name == "own" else f"`{job.paper.name}`"
        return (
            Problem(
                name="printer-measured-otherwise",
                message=f"the printer `{printer.name}` was measured with `{printer.paper}`, not with "
                f"{used}; backs may lie a little off",
                help="calibrate it once more with this paper and give it a name of its own",
                severity="warning",
            ),
        )
    return ()
