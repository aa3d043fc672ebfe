"""What goes wrong while a template is at work: raised inside Jinja, caught where the face is made."""


class TemplateFault(Exception):  # noqa: N818 - the author's fault, not an error of ours
    """A fault in a template that stops this face.

    Attributes:
        name: the problem's name.
        message: the problem's message.
        help: the problem's help.
        needle: the word in the template's line that the fault is about, to mark it; may be empty.
    """

    def __init__(self, name: str, message: str, help: str = "", needle: str = "") -> None:
        super().__init__(message)
        self.name = name
        self.message = message
        self.help = help
        self.needle = needle


def kind(value: object) -> str:
    """What the value is, in words an author knows."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, str):
        return "a text"
    if isinstance(value, (tuple, list, range)):
        return "a list"
    if isinstance(value, dict):
        return "a group of values"
    return {
        "Macro": "a macro",
        "LoopContext": "a loop",
        "TemplateModule": "an imported template",
        "generator": "a list",
    }.get(type(value).__name__, "this")
