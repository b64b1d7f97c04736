"""Values as relaxed Extended JSON, and back.

A timestamp is an aware ``datetime``, decimal128 a ``Decimal``, binary ``bytes``, a vector a :class:`Vector`; the rest
is as JSON has it, with ``int`` and ``float`` kept apart. Timestamps hold milliseconds, so microseconds are cut off.
"""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class Vector(list[float]):
    """float32 components, stored as one value that vector indexes understand."""


def encode(value: Any) -> Any:
    """A value as what ``json`` can write."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else {"$numberDouble": _name(value)}
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise TypeError(f"{value!r} has no time zone; datetime.now(timezone.utc) has one")
        text = value.astimezone(timezone.utc).replace(tzinfo=None).isoformat(timespec="milliseconds")
        return {"$date": text + "Z"}
    if isinstance(value, Decimal):
        return {"$numberDecimal": str(value)}
    if isinstance(value, (bytes, bytearray)):
        return {"$binary": {"base64": base64.b64encode(value).decode("ascii"), "subType": "00"}}
    if isinstance(value, Vector):
        return {"$vector": list(value)}
    if isinstance(value, (list, tuple)):
        return [encode(element) for element in value]
    if isinstance(value, Mapping):
        return {_field(field): encode(part) for field, part in value.items()}
    raise TypeError(f"a {type(value).__name__} cannot be sent")


def decode(value: Any) -> Any:
    """What ``json`` has read as a value."""
    if isinstance(value, list):
        return [decode(element) for element in value]
    if isinstance(value, dict):
        if len(value) == 1:
            ((key, inner),) = value.items()
            if key.startswith("$"):
                return _unwrapped(key, inner)
        return {field: decode(part) for field, part in value.items()}
    return value


def write(value: Any) -> bytes:
    """A value as the bytes of a request."""
    return json.dumps(encode(value), ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8")


def read(body: bytes | str) -> Any:
    """The value in the bytes of an answer."""
    return decode(json.loads(body))


def _unwrapped(key: str, inner: Any) -> Any:
    if key == "$date":
        return _timestamp(inner)
    if key in ("$numberLong", "$numberInt"):
        return int(inner)
    if key == "$numberDouble":
        return float(inner)
    if key == "$numberDecimal":
        return Decimal(inner)
    if key == "$vector":
        return Vector(float(component) for component in inner)
    if key == "$binary":
        return base64.b64decode(inner["base64"])
    return {key: decode(inner)}


def _timestamp(inner: Any) -> Any:
    if isinstance(inner, str):
        return datetime.fromisoformat(inner.replace("Z", "+00:00"))
    millis = int(inner["$numberLong"] if isinstance(inner, dict) else inner)
    try:
        return _EPOCH + timedelta(milliseconds=millis)
    except OverflowError:
        # Python's years end with 9999; the database's do not. Better as it came than wrong.
        return {"$date": inner}


def _name(number: float) -> str:
    return "NaN" if math.isnan(number) else "Infinity" if number > 0 else "-Infinity"


def _field(name: Any) -> str:
    if not isinstance(name, str):
        raise TypeError(f"a field's name is a string, not {name!r}")
    return name
