"""Regular expressions that are compiled when they are first needed."""

import re
from typing import TYPE_CHECKING, AnyStr

if TYPE_CHECKING:

    def pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
        """What `re.compile` makes of the same, or its error, at the first use.

        For the patterns of a module that most builds load and few builds need: compiling all of them costs as much as
        setting a dozen cards.
        """
        raise NotImplementedError

else:

    class pattern:  # noqa: N801 - it is used as the function above
        """A pattern that becomes itself when it is first asked for something."""

        def __init__(self, source: str | bytes, flags: int = 0) -> None:
            self._source, self._flags = source, flags

        def __getattr__(self, name: str) -> object:
            if name.startswith("__"):
                raise AttributeError(name)
            # Kept in the instance, what was asked for is found there at once from now on.
            found = getattr(re.compile(self._source, self._flags), name)
            setattr(self, name, found)
            return found


__all__ = ["pattern"]
