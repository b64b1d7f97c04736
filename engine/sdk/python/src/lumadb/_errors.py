"""What a request can fail with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Position:
    """Where in the query text: offset and length in UTF-16 units from 0, line and column from 1."""

    offset: int
    length: int
    line: int
    column: int


class LumaError(Exception):
    """A request that failed: the server's problem (RFC 9457), or why there was no answer (``status`` 0).

    ``code`` is stable: ``SYNTAX_ERROR``, ``UNKNOWN_COLLECTION``, ``DUPLICATE_KEY``, ``REVISION_MISMATCH``, …
    ``retry_after`` is in seconds.
    """

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        status: int = 0,
        hint: str | None = None,
        position: Position | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.status = status
        self.hint = hint
        self.position = position
        self.retry_after = retry_after

    def __str__(self) -> str:
        where = f" (line {self.position.line}, column {self.position.column})" if self.position else ""
        hint = f"; {self.hint}" if self.hint else ""
        return f"{self.code}: {self.detail}{where}{hint}"

    @staticmethod
    def of_problem(problem: Mapping[str, Any], status: int, retry_after: float | None = None) -> LumaError:
        """The error a problem body stands for."""
        position = problem.get("position")
        return LumaError(
            problem.get("code") or ("UNAUTHENTICATED" if status == 401 else "INTERNAL"),
            problem.get("detail") or problem.get("title") or f"HTTP {status}",
            status=status,
            hint=problem.get("hint"),
            position=None
            if position is None
            else Position(position["offset"], position["length"], position["line"], position["column"]),
            retry_after=retry_after,
        )
