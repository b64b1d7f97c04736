from __future__ import annotations

import unittest
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone

from lumadb import LumaClient, LumaError, Position, Vector
from tests.api_server import ApiServer


class ApiTest(unittest.TestCase):
    def setUp(self) -> None:
        self.server = ApiServer()
        self.addCleanup(self.server.stop)
        self.luma = LumaClient(self.server.url, username="dana", password="correct horse")

    def failure(self, code: str):
        """A block that must fail with this code; afterwards its ``error`` is the failure."""
        test = self

        class Failing:
            error: LumaError

            def __enter__(self):
                return self

            def __exit__(self, kind, error, trace):
                test.assertIsInstance(error, LumaError)
                test.assertEqual(error.code, code)
                self.error = error
                return True

        return Failing()


class SessionTest(ApiTest):
    def test_begins_with_the_first_request_once_for_all_threads(self) -> None:
        with ThreadPoolExecutor(8) as threads:
            list(threads.map(lambda _: self.luma.collections(), range(8)))

        self.assertEqual(self.server.logins, 1)
        self.assertEqual(self.luma.session.username, "dana")

    def test_is_renewed_with_its_token_while_that_is_valid_and_begun_anew_once_it_is_not(self) -> None:
        self.server.token_life = timedelta(seconds=60)
        self.luma.collections()
        opened = datetime.now(timezone.utc).timestamp()
        self.luma._transport._clock = lambda: opened + 50
        self.luma.collections()
        self.assertEqual((self.server.logins, self.server.renewals), (1, 1))

        self.luma._transport._clock = lambda: opened + 120
        self.luma.collections()
        self.assertEqual((self.server.logins, self.server.renewals), (2, 1))

    def test_begins_again_when_the_server_forgets_the_token(self) -> None:
        self.luma.collections()
        self.server.forget_tokens()
        self.luma.collections()

        self.assertEqual(self.server.logins, 2)

    def test_is_refused_with_a_wrong_password(self) -> None:
        with self.failure("UNAUTHENTICATED") as failing:
            LumaClient(self.server.url, username="dana", password="guess").collections()

        self.assertEqual(failing.error.status, 401)

    def test_ends_with_logout(self) -> None:
        guest = LumaClient(self.server.url)
        guest.login("dana", "correct horse")
        self.assertNotIn("token-", repr(guest.session))
        guest.logout()

        self.assertIsNone(guest.session)
        with self.failure("UNAUTHENTICATED") as failing:
            guest.collections()
        self.assertEqual(failing.error.hint, "log in")


class QueryTest(ApiTest):
    def test_sends_its_language_parameters_and_limits(self) -> None:
        since = datetime(2026, 1, 1, tzinfo=timezone.utc)
        self.luma.query("find orders", language="nql", parameters={"since": since}, max_rows=10, id="q-7")

        self.assertEqual(
            self.server.last_query,
            {
                "language": "nql",
                "query": "find orders",
                "parameters": {"since": {"$date": "2026-01-01T00:00:00.000Z"}},
                "maxRows": 10,
            },
        )
        self.assertEqual(self.server.last_query_id, "q-7")

    def test_gives_its_documents_and_what_it_read(self) -> None:
        result = self.luma.query("SELECT n, at FROM numbers")

        self.assertEqual([row["n"] for row in result], [1, 2, 3])
        self.assertEqual(result.documents[0]["at"], datetime(2026, 5, 4, 3, 2, 1, tzinfo=timezone.utc))
        self.assertEqual(result.stats.by_tier["hot"].rows, 3)
        self.assertIsNone(result.affected)

    def test_fails_with_the_position_of_what_cannot_be_read(self) -> None:
        with self.failure("SYNTAX_ERROR") as failing:
            self.luma.query("SELEKT 1")

        self.assertEqual(failing.error.position, Position(offset=0, length=6, line=1, column=1))
        self.assertEqual(failing.error.hint, "did you mean SELECT?")
        self.assertEqual(
            str(failing.error), "SYNTAX_ERROR: unexpected 'SELEKT' (line 1, column 1); did you mean SELECT?"
        )

    def test_says_how_long_to_wait_when_there_are_too_many(self) -> None:
        with self.failure("RATE_LIMITED") as failing:
            self.luma.query("SELECT busy")

        self.assertEqual(failing.error.retry_after, 7)

    def test_cannot_be_cancelled_when_it_does_not_run(self) -> None:
        with self.failure("NOT_FOUND"):
            self.luma.cancel_query("q/7")


class StreamTest(ApiTest):
    def test_gives_document_by_document_and_its_summary_at_the_end(self) -> None:
        with self.luma.stream("SELECT n, name FROM numbers") as rows:
            self.assertEqual(next(rows), {"n": 1, "name": "Grüße ✓"})
            self.assertIsNone(rows.summary)
            self.assertEqual([row["n"] for row in rows], [2, 3])

        self.assertEqual(rows.summary.count, 3)
        self.assertEqual(list(rows), [])

    def test_ends_on_the_server_when_it_is_closed(self) -> None:
        with self.luma.stream("SELECT endless") as rows:
            for row in rows:
                if row["n"] == 1_000:
                    break

        self.assertTrue(self.server.stream_closed_early.wait(timeout=10))

    def test_fails_when_the_server_fails_half_way(self) -> None:
        with self.failure("TIMEOUT") as failing:
            list(self.luma.stream("SELECT fails"))

        self.assertEqual(failing.error.status, 504)

    def test_fails_when_the_answer_breaks_off(self) -> None:
        with self.failure("UNAVAILABLE"):
            list(self.luma.stream("SELECT breaks"))

    def test_fails_before_its_first_document_when_the_query_cannot_be_read(self) -> None:
        with self.failure("SYNTAX_ERROR"):
            self.luma.stream("SELEKT 1")


class CollectionTest(ApiTest):
    def test_is_created_listed_described_and_dropped(self) -> None:
        products = self.luma.create_collection("products & more")
        products.insert({"name": "Trowel"})

        self.assertEqual(self.luma.collections(), [{"name": "products & more", "documents": 1}])
        self.assertEqual(products.describe(), {"name": "products & more", "documents": 1})
        products.drop()
        with self.failure("UNKNOWN_COLLECTION"):
            products.describe()

    def test_keeps_documents_with_their_types(self) -> None:
        products = self.luma.create_collection("products")
        released = datetime(2024, 3, 5, tzinfo=timezone.utc)

        self.assertEqual(
            products.insert_many([{"_id": 7, "name": "Hoe", "released": released}, {"name": "Rake"}]),
            [7, "generated-2"],
        )
        document, rev = products.get(7)
        self.assertEqual(document, {"_id": 7, "name": "Hoe", "released": released})
        self.assertEqual(rev, 1)
        self.assertIsNone(products.get("7"))
        with self.failure("DUPLICATE_KEY"):
            products.insert({"_id": 7})

    def test_patches_replaces_and_deletes_each_only_at_the_revision_asked_for(self) -> None:
        products = self.luma.create_collection("products")
        products.insert({"_id": "a/b", "name": "Hoe", "price": 34.0})

        self.assertEqual(products.patch("a/b", {"price": 36.5, "name": None}), 2)
        self.assertEqual(products.get("a/b").document, {"_id": "a/b", "price": 36.5})
        self.assertEqual(products.replace("a/b", {"name": "Dutch hoe"}, if_match=2), 3)
        with self.failure("REVISION_MISMATCH"):
            products.delete("a/b", if_match=1)
        products.delete("a/b", if_match=3)
        self.assertIsNone(products.get("a/b"))

    def test_finds_the_nearest_neighbours_of_a_vector(self) -> None:
        words = self.luma.create_collection("words")
        words.insert_many([{"_id": "north", "meaning": Vector([0, 1])}, {"_id": "east", "meaning": Vector([1, 0])}])

        (hit,) = words.search("meaning", vector=[0.9, 0.1], k=1)

        self.assertEqual(hit.document["_id"], "east")
        self.assertEqual(hit.document["meaning"], Vector([1, 0]))
        with self.assertRaises(TypeError):
            words.search("meaning", k=1)


class NodeTest(ApiTest):
    def test_tells_its_health_and_version_without_a_login(self) -> None:
        self.assertEqual(self.luma.health(), (True, True))
        self.assertEqual(self.luma.version().node, "node-1")
        self.assertEqual(self.server.logins, 0)

    def test_that_is_not_there_is_neither_alive_nor_ready_and_fails_requests_by_its_address(self) -> None:
        absent = ApiServer()
        absent.stop()
        luma = LumaClient(absent.url, username="dana", password="correct horse")

        self.assertEqual(luma.health(), (False, False))
        with self.failure("UNAVAILABLE") as failing:
            luma.collections()
        self.assertIn(absent.url, failing.error.detail)

    def test_behind_a_proxy_that_fails_says_so(self) -> None:
        with self.failure("INTERNAL") as failing:
            LumaClient(self.server.url)._transport.call("GET", "/proxy", public=True)

        self.assertEqual(failing.error.detail, "HTTP 502: <h1>Bad gateway</h1>")

    def test_must_have_an_address_that_can_be_one(self) -> None:
        with self.assertRaisesRegex(ValueError, "http://127.0.0.1:8080"):
            LumaClient("localhost:8080")


if __name__ == "__main__":
    unittest.main()
