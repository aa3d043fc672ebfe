"""Frozen records that are quick to define.

`dataclass` here means what it means in the standard library, and a type checker sees just those. At run
time the standard decorator compiles six methods for every class, about a millisecond each; with more than a hundred
records that is most of the time in which a small deck could have been built. This one compiles `__init__` alone, when
the first record of its kind is made, and shares the rest.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    import dataclasses
    from dataclasses import FrozenInstanceError
    from functools import cache
    from operator import attrgetter
    from types import FunctionType

    _MISSING = object()

    def dataclass(*, frozen=False, slots=False, eq=True, kw_only=False):
        """The standard decorator, for records with slots; `field(default_factory=…)` is all of `field` it knows."""
        if not slots:
            raise TypeError("a record has slots; use the standard dataclass for anything else")

        def decorate(cls):
            return _record(cls, frozen, eq, kw_only)

        return decorate

    def _record(cls, frozen, eq, kw_only):
        body = dict(cls.__dict__)
        inherited = tuple(name for base in reversed(cls.__mro__[1:]) for name in getattr(base, "__record_fields__", ()))
        own = tuple(name for name, kind in body.get("__annotations__", {}).items() if "ClassVar" not in str(kind))
        names = tuple(dict.fromkeys(inherited + own))
        defaults = {name: body.pop(name) for name in own if name in body}
        for base in cls.__mro__[1:]:
            defaults = {**getattr(base, "__record_defaults__", {}), **defaults}
        body.pop("__dict__", None)
        body.pop("__weakref__", None)
        body["__slots__"] = own
        body["__record_fields__"] = names
        body["__record_defaults__"] = defaults
        body["__match_args__"] = () if kw_only else names
        made = type(cls)(cls.__name__, cls.__bases__, body)
        made.__qualname__ = cls.__qualname__
        made.__init__ = _first_init(made, names, defaults, kw_only)
        made.__dataclass_fields__ = _Fields()
        made.__repr__ = _repr
        made.__reduce__ = _reduce
        if frozen:
            made.__setattr__ = _refuse
            made.__delattr__ = _refuse
        if eq:
            made.__record_key__ = staticmethod(attrgetter(*names) if names else lambda record: ())
            made.__eq__ = _same
            made.__hash__ = _hash if frozen else None
        return made

    class _Fields:
        """What `dataclasses.replace` and `fields` look at, made when they do."""

        def __get__(self, record, cls):
            for owner in cls.__mro__:
                if owner.__dict__.get("__dataclass_fields__") is self:
                    owner.__dataclass_fields__ = {name: _field(name) for name in owner.__record_fields__}
                    return owner.__dataclass_fields__
            raise AttributeError("__dataclass_fields__")

    def _field(name):
        field = dataclasses.field()
        field.name = name
        field._field_type = dataclasses._FIELD
        return field

    def _first_init(cls, names, defaults, kw_only):
        """An `__init__` that gives way to the compiled one when it is first called."""

        def first(self, *args, **kwargs):
            init = _init(cls, names, defaults, kw_only)
            if cls.__dict__.get("__init__") is first:
                cls.__init__ = init
            init(self, *args, **kwargs)

        first.__qualname__ = f"{cls.__qualname__}.__init__"
        return first

    def _init(cls, names, defaults, kw_only):
        made = tuple(isinstance(defaults.get(name), dataclasses.Field) for name in names)
        code = _pattern(made, kw_only, hasattr(cls, "__post_init__"))
        scope = {"__builtins__": {}}
        for at, name in enumerate(names):
            scope[f"set{at}"] = getattr(cls, name).__set__
            if made[at]:
                scope |= {f"lack{at}": defaults[name], f"make{at}": defaults[name].default_factory}
        init = FunctionType(code.replace(co_varnames=("self", *names)), scope, "__init__")
        if kw_only:
            init.__kwdefaults__ = dict(defaults)
        else:
            given = [name in defaults for name in names]
            if given != sorted(given):
                raise TypeError(f"a field of {cls.__name__} without a default follows one that has one")
            init.__defaults__ = tuple(defaults[name] for name in names if name in defaults)
        init.__qualname__ = f"{cls.__qualname__}.__init__"
        return init

    @cache
    def _pattern(made, kw_only, then):
        """The code of an `__init__` with as many fields, whose names are put in for each class."""
        arguments = "".join(f", of{at}" for at in range(len(made)))
        lines = [
            f"set{at}(self, make{at}() if of{at} is lack{at} else of{at})" if anew else f"set{at}(self, of{at})"
            for at, anew in enumerate(made)
        ]
        if then:
            lines.append("self.__post_init__()")
        source = f"def __init__(self{', *' if kw_only and made else ''}{arguments}):\n " + "\n ".join(lines or ["pass"])
        scope = {}
        exec(source, scope)  # noqa: S102 - nothing in it comes from anywhere else
        return scope["__init__"].__code__

    def _refuse(self, name, value=_MISSING):
        raise FrozenInstanceError(f"cannot change the field {name!r} of a {type(self).__name__}")

    def _repr(self):
        inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__record_fields__)
        return f"{type(self).__qualname__}({inside})"

    def _reduce(self):
        return _restore, (type(self), {name: getattr(self, name) for name in self.__record_fields__})

    def _restore(cls, values):
        return cls(**values)

    def _same(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return self is other or self.__record_key__(self) == self.__record_key__(other)

    def _hash(self):
        return hash(self.__record_key__(self))


__all__ = ["dataclass"]
