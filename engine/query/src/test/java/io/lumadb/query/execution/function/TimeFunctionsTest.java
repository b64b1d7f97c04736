package io.lumadb.query.execution.function;

import static io.lumadb.query.execution.ExpressionValues.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Value;
import io.lumadb.query.execution.ExpressionValues;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the functions of moments give, one row each; results as relaxed JSON. */
class TimeFunctionsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            NOW()                                        | 2026-03-04T05:06:07Z
            CURRENT_TIMESTAMP                            | 2026-03-04T05:06:07Z
            CURRENT_TIMESTAMP()                          | 2026-03-04T05:06:07Z
            CURRENT_DATE                                 | 2026-03-04T00:00:00Z
            CURRENT_DATE()                               | 2026-03-04T00:00:00Z
            DATE_TRUNC('week', NOW())                    | 2026-03-02T00:00:00Z
            DATE_TRUNC('quarter', NOW())                 | 2026-01-01T00:00:00Z
            DATE_TRUNC('decade', NOW())                  | 2020-01-01T00:00:00Z
            DATE_TRUNC('century', NOW())                 | 2001-01-01T00:00:00Z
            TRUNC(NOW())                                 | 2026-03-04T00:00:00Z
            TRUNC(NOW(), 'month')                        | 2026-03-01T00:00:00Z
            DATE_ADD(TIMESTAMP '2026-01-31', 1, 'month') | 2026-02-28T00:00:00Z
            DATE_SUB(TIMESTAMP '2026-03-01', 2, 'days')  | 2026-02-27T00:00:00Z
            DATE_ADD(TIMESTAMP '2026-01-01', 5)          | 2026-01-01T00:00:00.005Z
            INTERVAL '1' DAY + TIMESTAMP '2026-01-31'    | 2026-02-01T00:00:00Z
            LAST_DAY(TIMESTAMP '2024-02-10T11:00:00Z')   | 2024-02-29T00:00:00Z
            MAKE_DATE(2026, 2, 3)                        | 2026-02-03T00:00:00Z
            MAKE_TIMESTAMP(2026, 2, 3, 4, 5, 6.789)      | 2026-02-03T04:05:06.789Z
            TO_TIMESTAMP('2026-01-02T03:04:05Z')         | 2026-01-02T03:04:05Z
            TO_TIMESTAMP('02.01.2026 15:04', 'DD.MM.YYYY HH24:MI') | 2026-01-02T15:04:00Z
            TO_TIMESTAMP('20260102150405', 'YYYYMMDDHH24MISS') | 2026-01-02T15:04:05Z
            TO_TIMESTAMP('5 Jan 26 3:07 pm', 'DD Mon YY HH12:MI AM') | 2026-01-05T15:07:00Z
            TO_TIMESTAMP('2026', 'YYYY')                 | 2026-01-01T00:00:00Z
            TO_TIMESTAMP(0)                              | 1970-01-01T00:00:00Z
            TO_DATE('2026-01-02T03:04:05Z')              | 2026-01-02T00:00:00Z
            DATE(NOW())                                  | 2026-03-04T00:00:00Z
            DATE_PARSE('02/01/2026 03:04:05', '%d/%m/%Y %T') | 2026-01-02T03:04:05Z
            FROM_UNIXTIME(1.5)                           | 1970-01-01T00:00:01.500Z
            FROM_UNIX_MILLIS(1500)                       | 1970-01-01T00:00:01.500Z
            """)
    void makesMoments(String call, String moment) {
        assertThat(ExpressionValues.value(call)).isEqualTo(Value.of(java.time.Instant.parse(moment)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            YEAR(NOW())                                  | 2026
            QUARTER(NOW())                               | 1
            MONTH(NOW())                                 | 3
            WEEK(NOW())                                  | 10
            DAY(NOW())                                   | 4
            DAY_OF_MONTH(NOW())                          | 4
            DAY_OF_WEEK(NOW())                           | 3
            DAY_OF_YEAR(NOW())                           | 63
            HOUR(NOW())                                  | 5
            MINUTE(NOW())                                | 6
            SECOND(NOW())                                | 7
            MILLISECOND(TIMESTAMP '2026-01-01T00:00:00.123Z') | 123
            MONTHNAME(NOW())                             | "March"
            DAYNAME(NOW())                               | "Wednesday"
            EXTRACT(isoyear FROM TIMESTAMP '2027-01-01') | 2026
            EXTRACT(dow FROM NOW())                      | 3
            EXTRACT(doy FROM NOW())                      | 63
            EXTRACT(epoch FROM NOW())                    | 1772600767
            EXTRACT(decade FROM NOW())                   | 202
            EXTRACT(century FROM NOW())                  | 21
            EXTRACT(millennium FROM NOW())               | 3
            EXTRACT(century FROM TIMESTAMP '2000-12-31') | 20
            EXTRACT(microseconds FROM TIMESTAMP '2026-01-01T00:00:01.123Z') | 123000
            EXTRACT(julian FROM TIMESTAMP '2000-01-01')  | 2451545
            EXTRACT(timezone_hour FROM NOW())            | 0
            DATE_PART('week', NOW())                     | 10
            DATE_DIFF('day', TIMESTAMP '2026-01-01', TIMESTAMP '2026-03-01') | 59
            DATE_DIFF('month', TIMESTAMP '2026-01-31', TIMESTAMP '2026-02-28') | 0
            DATE_DIFF(TIMESTAMP '2026-01-03', TIMESTAMP '2026-01-01', 'day') | 2
            TO_UNIXTIME(TIMESTAMP '1970-01-01T00:00:01.500Z') | 1.5
            UNIX_MILLIS(TIMESTAMP '1970-01-02')          | 86400000
            TO_CHAR(NOW(), 'YYYY-MM-DD HH24:MI:SS.MS')   | "2026-03-04 05:06:07.000"
            TO_CHAR(NOW(), 'Dy, FMDD Month YY "at" HH12 am, Q, IYYY-IW, DDD, D, ID') | "Wed, 4 March 26 at 05 am, 1, 2026-10, 063, 4, 3"
            TO_CHAR(NOW(), 'MON mon DAY day')            | "MAR mar WEDNESDAY wednesday"
            DATE_FORMAT(NOW(), 'yyyy-MM-dd HH:mm')       | "2026-03-04 05:06"
            DATE_FORMAT(NOW(), '%W %e %M %Y, %l:%i %p, %j, %f, %T, %%') | "Wednesday 4 March 2026, 5:06 AM, 063, 000000, 05:06:07, %"
            DATE_FORMAT(NOW(), 'bbb')                    | null
            TO_TIMESTAMP('31.02.2026', 'DD.MM.YYYY')     | null
            TO_TIMESTAMP('x', 'YYYY')                    | null
            TO_TIMESTAMP('tomorrow')                     | null
            MAKE_DATE(2026, 2, 30)                       | null
            YEAR('2026')                                 | null
            TO_CHAR(1234.5, 'FM999,990.00')              | "1,234.50"
            TO_CHAR(-7, '990')                           | "  -7"
            TO_CHAR(0, '99')                             | "  0"
            TO_CHAR(12345, '999')                        | " ###"
            TO_CHAR(0.5, 'FM0.99')                       | "0.5"
            """)
    void readsPartsOfMomentsAndWritesThem(String call, String result) {
        assertThat(json(call)).isEqualTo(result);
    }
}
