"""What requests answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

Document = dict[str, Any]


@dataclass(frozen=True)
class Session:
    """Who is logged in, and until when. The token stays out of ``repr``."""

    token: str
    expires_at: datetime
    username: str
    roles: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Session(username={self.username!r}, roles={self.roles!r}, expires_at={self.expires_at!r})"


@dataclass(frozen=True)
class TierReads:
    rows: int
    bytes: int


@dataclass(frozen=True)
class QueryStats:
    """What a query read; ``by_tier`` has the keys hot, warm and cold as far as they were read."""

    rows_scanned: int
    bytes_read: int
    by_tier: Mapping[str, TierReads]

    @staticmethod
    def of(body: Mapping[str, Any]) -> QueryStats:
        tiers = body.get("byTier") or {}
        return QueryStats(
            body.get("rowsScanned", 0),
            body.get("bytesRead", 0),
            {tier: TierReads(reads.get("rows", 0), reads.get("bytes", 0)) for tier, reads in tiers.items()},
        )


@dataclass(frozen=True)
class QuerySummary:
    """What a query says beside its documents; the counts of writes are None for a read."""

    columns: tuple[str, ...]
    count: int
    truncated: bool
    elapsed_ms: float
    stats: QueryStats
    affected: int | None
    matched: int | None
    modified: int | None
    inserted_ids: tuple[Any, ...]
    upserted_ids: tuple[Any, ...]
    plan: str | None

    @classmethod
    def parts(cls, body: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "columns": tuple(body.get("columns") or ()),
            "count": body.get("count", 0),
            "truncated": body.get("truncated", False),
            "elapsed_ms": body.get("elapsedMs", 0.0),
            "stats": QueryStats.of(body.get("stats") or {}),
            "affected": body.get("affected"),
            "matched": body.get("matched"),
            "modified": body.get("modified"),
            "inserted_ids": tuple(body.get("insertedIds") or ()),
            "upserted_ids": tuple(body.get("upsertedIds") or ()),
            "plan": body.get("plan"),
        }

    @staticmethod
    def of(body: Mapping[str, Any]) -> QuerySummary:
        return QuerySummary(**QuerySummary.parts(body))


@dataclass(frozen=True)
class QueryResult(QuerySummary):
    """A whole answer. Iterating over it gives its documents."""

    documents: tuple[Document, ...] = ()

    @staticmethod
    def of(body: Mapping[str, Any]) -> QueryResult:
        return QueryResult(**QuerySummary.parts(body), documents=tuple(body.get("documents") or ()))

    def __iter__(self) -> Any:
        return iter(self.documents)


class Stored(NamedTuple):
    """A document with the revision that ``if_match`` takes."""

    document: Document
    rev: int


class SearchHit(NamedTuple):
    document: Document
    score: float


class ServerVersion(NamedTuple):
    version: str
    format: int
    node: str


class Health(NamedTuple):
    """Whether the process answers, and whether it serves: leaders known, caught up."""

    alive: bool
    ready: bool
