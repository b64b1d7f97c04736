"""One collection and its documents."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from ._errors import LumaError
from ._results import Document, SearchHit, Stored
from ._transport import Answer, Transport
from ._values import encode, read


class Collection:
    """A handle; made by :meth:`LumaClient.collection`."""

    def __init__(self, transport: Transport, name: str) -> None:
        self.name = name
        self._transport = transport
        self._path = f"/api/v1/collections/{quote(name, safe='')}"

    def __repr__(self) -> str:
        return f"Collection({self.name!r})"

    def describe(self) -> Document:
        """Counts, sizes and settings, as the server describes the collection."""
        description: Document = read(self._transport.call("GET", self._path).body)
        return description

    def drop(self) -> None:
        self._transport.call("DELETE", self._path)

    def insert(self, document: Mapping[str, Any]) -> Any:
        """Stores a new document and gives its ``_id``, which the server makes when there is none."""
        return self.insert_many([document])[0]

    def insert_many(self, documents: Sequence[Mapping[str, Any]]) -> list[Any]:
        """Stores new documents and gives their ``_id``s in the same order."""
        body = read(self._transport.call("POST", f"{self._path}/documents", list(documents)).body)
        ids: list[Any] = body["insertedIds"]
        return ids

    def get(self, id: Any) -> Stored | None:
        """The document with this ``_id`` and its revision, or None when there is none."""
        try:
            answer = self._transport.call("GET", self._document(id))
        except LumaError as error:
            if error.code == "NOT_FOUND":
                return None
            raise
        return Stored(read(answer.body), _revision(answer) or 0)

    def replace(self, id: Any, document: Mapping[str, Any], *, if_match: int | None = None) -> int | None:
        """Puts a document in the place of the one with this ``_id``, or makes it; gives its revision.

        With ``if_match`` only while the stored one has that revision; otherwise REVISION_MISMATCH.
        """
        return self._write("PUT", id, document, if_match)

    def patch(self, id: Any, changes: Mapping[str, Any], *, if_match: int | None = None) -> int | None:
        """Changes the fields named, removes those that are None (RFC 7396 merge patch); gives the new revision."""
        return self._write("PATCH", id, changes, if_match)

    def delete(self, id: Any, *, if_match: int | None = None) -> None:
        self._write("DELETE", id, None, if_match)

    def search(
        self,
        field: str,
        *,
        k: int,
        vector: Sequence[float] | None = None,
        text: str | None = None,
        filter: Mapping[str, Any] | None = None,
    ) -> list[SearchHit]:
        """Nearest neighbours of a vector, or documents about a text, best first. ``filter`` is JQL's."""
        if (vector is None) == (text is None):
            raise TypeError("search takes either a vector or a text")
        question: dict[str, Any] = {"field": field, "k": k}
        if vector is not None:
            # The route takes a plain array: a vector here is a question, not a stored value.
            question["vector"] = [float(component) for component in vector]
        else:
            question["text"] = text
        if filter is not None:
            question["filter"] = filter
        body = read(self._transport.call("POST", f"{self._path}/search", question).body)
        return [SearchHit(hit["document"], hit["score"]) for hit in body["hits"]]

    def _write(self, method: str, id: Any, body: Mapping[str, Any] | None, if_match: int | None) -> int | None:
        headers = {}
        if method == "PATCH":
            headers["Content-Type"] = "application/merge-patch+json"
        if if_match is not None:
            headers["If-Match"] = f'"{if_match}"'
        return _revision(self._transport.call(method, self._document(id), body, headers=headers))

    def _document(self, id: Any) -> str:
        """An ``_id`` that is not a string stands in the path as Extended JSON: ``"7"`` and ``7`` are two documents."""
        text, kind = (id, "string") if isinstance(id, str) else (json.dumps(encode(id)), "json")
        return f"{self._path}/documents/{quote(text, safe='')}?idType={kind}"


def _revision(answer: Answer) -> int | None:
    """The revision in an ETag such as ``"7"``."""
    digits = answer.headers.get("ETag", "").strip('W/"')
    return int(digits) if digits.isdigit() else None
