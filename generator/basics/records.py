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
    from operator import attrgetter

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
        arguments = [f"{name}=_default_{name}" if name in defaults else name for name in names]
        star = "*, " if kw_only and names else ""
        factories = {
            name: value.default_factory for name, value in defaults.items() if isinstance(value, dataclasses.Field)
        }
        lines = [
            f"_set_{name}(self, _made_{name}() if {name} is _default_{name} else {name})"
            if name in factories
            else f"_set_{name}(self, {name})"
            for name in names
        ]
        if hasattr(cls, "__post_init__"):
            lines.append("self.__post_init__()")
        scope = {f"_default_{name}": value for name, value in defaults.items()}
        scope |= {f"_made_{name}": factory for name, factory in factories.items()}
        scope |= {f"_set_{name}": getattr(cls, name).__set__ for name in names}
        source = f"def __init__(self, {star}{', '.join(arguments)}):\n " + "\n ".join(lines or ["pass"])
        exec(source, scope)  # noqa: S102 - the names come from our own classes
        init = scope["__init__"]
        init.__qualname__ = f"{cls.__qualname__}.__init__"
        return init

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
