"""The Python client of LumaDB. :class:`LumaClient` is the door; failures are :class:`LumaError`."""

from ._client import LumaClient, RowStream
from ._collection import Collection
from ._errors import LumaError, Position
from ._results import (
    Health,
    QueryResult,
    QueryStats,
    QuerySummary,
    SearchHit,
    ServerVersion,
    Session,
    Stored,
    TierReads,
)
from ._values import Vector

__all__ = [
    "Collection",
    "Health",
    "LumaClient",
    "LumaError",
    "Position",
    "QueryResult",
    "QueryStats",
    "QuerySummary",
    "RowStream",
    "SearchHit",
    "ServerVersion",
    "Session",
    "Stored",
    "TierReads",
    "Vector",
]
