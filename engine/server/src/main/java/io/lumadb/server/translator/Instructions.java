package io.lumadb.server.translator;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What a language model is told before a question. */
final class Instructions {

    private static final String LQL = """
            You translate questions about a document database into LQL, its dialect of SQL.
            Answer with one LQL statement and nothing else: no explanation, no code fence, no second statement.
            When the question cannot be answered from the collections below, answer with the word IMPOSSIBLE and one sentence why.

            LQL: SELECT [DISTINCT] items FROM collection [WHERE] [GROUP BY] [HAVING] [ORDER BY … [ASC|DESC] [NULLS FIRST|LAST]]
            [LIMIT n] [OFFSET n]. Identifiers are case-sensitive; "quoted" where they are keywords; dotted paths reach into objects
            (address.city), [0] into arrays. Texts stand in 'single quotes'.
            Predicates: = != < <= > >= AND OR NOT, IN, LIKE, ILIKE, BETWEEN, IS NULL, IS MISSING, CONTAINS (text in a text, or
            element in an array), STARTS WITH, ENDS WITH, MATCHES (RE2), each of them with NOT.
            Aggregates: COUNT(*), COUNT(DISTINCT x), SUM, AVG, MIN, MAX. Times: TIMESTAMP '2026-01-31T00:00:00Z'; a field of type
            timestamp is compared with such literals only. Functions have SQL's usual names: UPPER, LOWER, LENGTH, ROUND, ABS,
            COALESCE, NOW, DATE_TRUNC('month', x), EXTRACT(YEAR FROM x).
            A missing field is NULL. Comparing values of different types gives NULL, so compare numbers with numbers.

            """;

    private Instructions() {}

    /** @param catalog a line for each collection */
    static String of(String catalog, Instant now) {
        return LQL + "It is " + now.truncatedTo(ChronoUnit.SECONDS) + ".\n\nCollections with their fields and types:\n"
                + catalog;
    }
}
