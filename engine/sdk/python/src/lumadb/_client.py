"""The door to a cluster."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any, Literal
from urllib.parse import quote

from ._collection import Collection
from ._errors import LumaError
from ._results import Document, Health, QueryResult, QuerySummary, ServerVersion, Session
from ._transport import Transport
from ._values import decode, read

Language = Literal["lql", "nql", "jql"]
Consistency = Literal["linearizable", "eventual"]


class LumaClient:
    """A cluster, through any of its nodes. Threads may share it; it holds no connection and needs no closing.

    With a name and a password it logs in before its first request and whenever its token is refused. ``timeout`` is how
    many seconds an answer may take; streams have no limit.
    """

    def __init__(
        self, url: str, *, username: str | None = None, password: str | None = None, timeout: float = 30.0
    ) -> None:
        self._transport = Transport(url, username, password, timeout)

    @property
    def session(self) -> Session | None:
        """The session under way, if any."""
        return self._transport.session

    def login(self, username: str, password: str) -> Session:
        """Logs in now; not needed when the client was given a name and a password."""
        return self._transport.login(username, password)

    def logout(self) -> None:
        """Ends the session on the server."""
        self._transport.logout()

    def query(
        self,
        text: str,
        *,
        language: Language = "lql",
        parameters: Mapping[str, Any] | None = None,
        timeout_ms: int | None = None,
        max_rows: int | None = None,
        consistency: Consistency | None = None,
        id: str | None = None,
    ) -> QueryResult:
        """Asks one question and takes the whole answer. ``id`` is what :meth:`cancel_query` finds it by."""
        body = _question(text, language, parameters, timeout_ms, max_rows, consistency)
        # The server gives up first, and says so.
        patience = None if timeout_ms is None else timeout_ms / 1000 + 5
        answer = self._transport.call("POST", "/api/v1/query", body, headers=_named(id), timeout=patience)
        return QueryResult.of(read(answer.body))

    def stream(
        self,
        text: str,
        *,
        language: Language = "lql",
        parameters: Mapping[str, Any] | None = None,
        timeout_ms: int | None = None,
        max_rows: int | None = None,
        consistency: Consistency | None = None,
        id: str | None = None,
    ) -> RowStream:
        """Asks one question and takes the answer document by document, as fast as the loop turns."""
        body = _question(text, language, parameters, timeout_ms, max_rows, consistency)
        headers = {"Accept": "application/x-ndjson", **_named(id)}
        return RowStream(self._transport.open("POST", "/api/v1/query", body, headers=headers, streamed=True))

    def cancel_query(self, id: str) -> None:
        """Cancels a query that runs under this id, here or anywhere."""
        self._transport.call("DELETE", f"/api/v1/queries/{quote(id, safe='')}")

    def collection(self, name: str) -> Collection:
        """A handle on a collection; nothing is sent."""
        return Collection(self._transport, name)

    def collections(self) -> list[Document]:
        collections: list[Document] = read(self._transport.call("GET", "/api/v1/collections").body)["collections"]
        return collections

    def create_collection(self, name: str, **options: Any) -> Collection:
        """Makes a collection; options such as ``schema`` are sent as they are."""
        self._transport.call("POST", "/api/v1/collections", {**options, "name": name})
        return self.collection(name)

    def health(self) -> Health:
        """Never fails: a node that does not answer is neither alive nor ready."""
        return Health(self._says("/health"), self._says("/health/ready"))

    def version(self) -> ServerVersion:
        body = read(self._transport.call("GET", "/version", public=True).body)
        return ServerVersion(body["version"], body["format"], body["node"])

    def _says(self, path: str) -> bool:
        try:
            self._transport.call("GET", path, public=True)
        except LumaError:
            return False
        return True


class RowStream:
    """The documents of a streamed query, each as it arrives: nothing piles up on either side.

    Use it in a ``with`` block, or take it to its end: closing it ends the query on the server. ``summary`` is there
    once the last document has been taken.
    """

    def __init__(self, opened: AbstractContextManager[http.client.HTTPResponse]) -> None:
        self._opened = opened
        self._response: http.client.HTTPResponse | None = opened.__enter__()
        self.summary: QuerySummary | None = None

    def __iter__(self) -> Iterator[Document]:
        return self

    def __next__(self) -> Document:
        if self._response is None:
            raise StopIteration
        try:
            row = self._row(self._response)
            if "$error" in row:
                raise LumaError.of_problem(row["$error"], row["$error"].get("status", 500))
            if "$stats" in row:
                self.summary = QuerySummary.of(decode(row["$stats"]))
                raise StopIteration
        except BaseException:
            self.close()
            raise
        document: Document = decode(row)
        return document

    @staticmethod
    def _row(response: http.client.HTTPResponse) -> Document:
        try:
            row: Document = json.loads(response.readline())
        except (OSError, http.client.HTTPException, ValueError) as error:
            # Nothing where a line should be, or half of one.
            raise LumaError("UNAVAILABLE", "the answer broke off before its end", hint="run the query again") from error
        return row

    def close(self) -> None:
        if self._response is not None:
            self._response = None
            self._opened.__exit__(None, None, None)

    def __enter__(self) -> RowStream:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _named(id: str | None) -> dict[str, str]:
    return {} if id is None else {"X-Query-Id": id}


def _question(
    text: str,
    language: Language,
    parameters: Mapping[str, Any] | None,
    timeout_ms: int | None,
    max_rows: int | None,
    consistency: Consistency | None,
) -> dict[str, Any]:
    whole = {
        "language": language,
        "query": text,
        "parameters": parameters,
        "timeoutMs": timeout_ms,
        "maxRows": max_rows,
        "consistency": consistency,
    }
    return {name: value for name, value in whole.items() if value is not None}
