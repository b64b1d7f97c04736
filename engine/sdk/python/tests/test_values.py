from __future__ import annotations

import json
import math
import unittest
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from lumadb import Vector
from lumadb._values import decode, encode, read, write


class ValuesTest(unittest.TestCase):
    def test_come_back_as_they_went(self) -> None:
        values: list[Any] = [
            None,
            True,
            "süß ✓",
            3,
            3.0,
            -(2**63),
            datetime(2026, 2, 28, 23, 59, 59, 123000, tzinfo=timezone.utc),
            Decimal("19.90"),
            b"\x00\xff\x80",
            Vector([0.5, -2.0]),
            {"tags": ["a", "b"], "nested": [{"at": datetime(1970, 1, 1, tzinfo=timezone.utc)}]},
        ]
        for value in values:
            with self.subTest(value=value):
                back = read(write(value))
                self.assertEqual(back, value)
                self.assertIs(type(back), type(value))

    def test_keep_whole_doubles_apart_from_integers(self) -> None:
        self.assertEqual(write([3, 3.0]), b"[3,3.0]")

    def test_wrap_numbers_that_are_not_finite(self) -> None:
        self.assertEqual(encode(-math.inf), {"$numberDouble": "-Infinity"})
        self.assertTrue(math.isnan(decode({"$numberDouble": "NaN"})))

    def test_send_timestamps_in_utc_and_milliseconds(self) -> None:
        noon = datetime(2026, 7, 1, 12, 0, 0, 999_999, tzinfo=timezone(timedelta(hours=2)))
        self.assertEqual(encode(noon), {"$date": "2026-07-01T10:00:00.999Z"})

    def test_refuse_a_time_without_a_zone(self) -> None:
        with self.assertRaisesRegex(TypeError, "no time zone"):
            encode(datetime(2026, 7, 1))

    def test_read_dates_as_milliseconds_too(self) -> None:
        before = datetime(1969, 12, 31, 23, 59, 59, 999_000, tzinfo=timezone.utc)
        self.assertEqual(decode({"$date": {"$numberLong": "-1"}}), before)

    def test_leave_a_year_beyond_python_as_it_came(self) -> None:
        far = {"$date": {"$numberLong": "99999999999999999"}}
        self.assertEqual(decode(far), far)

    def test_refuse_what_the_database_has_no_type_for(self) -> None:
        for value in ({1, 2}, object(), {1: "a"}):
            with self.subTest(value=value), self.assertRaises(TypeError):
                encode(value)

    def test_read_json_text_and_bytes(self) -> None:
        self.assertEqual(read(json.dumps({"a": 1})), {"a": 1})


if __name__ == "__main__":
    unittest.main()
