package io.lumadb.query.jql;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.query.language.MatchingForms;
import io.lumadb.query.language.Names;
import io.lumadb.query.lql.LqlLanguage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands and the LQL that says the same. */
class JqlParserTest {

    private final JqlLanguage jql = new JqlLanguage();
    private final LqlLanguage lql = new LqlLanguage();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"find": "c"} | SELECT * FROM c
            {"find": "c", "projection": {"name": 1}} | SELECT _id, name FROM c
            {"find": "c", "projection": {"_id": 0, "name": 1, "a.b": 1}} | SELECT name, KEEP a.b FROM c
            {"find": "c", "projection": {"a": 0}} | SELECT * EXCEPT (a) FROM c
            {"find": "c", "projection": {"_id": 0, "x": {"$multiply": ["$p", 2]}, "city": "$address.city"}} | SELECT p * 2 AS x, address.city FROM c
            {"find": "c", "filter": {"p": {"$gt": 1, "$lte": 5}, "k": "A"}, "sort": {"p": -1}, "skip": 5, "limit": 10} | SELECT * FROM c WHERE p > 1 AND p <= 5 AND k = 'A' ORDER BY p DESC LIMIT 10 OFFSET 5
            {"find": "c", "filter": {"a": null, "b": {"$in": [1, null]}, "d": {"$ne": null}}} | SELECT * FROM c WHERE a IS NULL AND (b IN (1) OR b IS NULL) AND d IS NOT NULL
            {"find": "c", "filter": {"$nor": [{"a": 1}, {"b": 2}], "d": {"$not": {"$lt": 5}}}} | SELECT * FROM c WHERE NOT (a = 1 OR b = 2) AND NOT d < 5
            {"find": "c", "filter": {"a": {"$exists": true}, "b": {"$mod": [4, 1]}, "d": {"$size": 2}}} | SELECT * FROM c WHERE a IS NOT MISSING AND b % 4 = 1 AND ARRAY_LENGTH(d) = 2
            {"find": "c", "filter": {"a": {"$regex": "^x", "$options": "i"}, "b": {"$startsWith": "y"}, "d": {"$between": [1, 2]}}} | SELECT * FROM c WHERE a MATCHES '(?i)^x' AND b STARTS WITH 'y' AND d BETWEEN 1 AND 2
            {"find": "c", "filter": {"$expr": {"$gt": ["$a", {"$add": ["$b", 1, 2]}]}}} | SELECT * FROM c WHERE a > b + 1 + 2
            {"count": "c", "filter": {"a": 1}} | SELECT COUNT(*) AS count FROM c WHERE a = 1
            {"distinct": "c", "key": "k"} | SELECT DISTINCT k AS value FROM c
            {"insert": "c", "document": {"a": {"$date": "2026-01-01T00:00:00Z"}}} | INSERT INTO c VALUE {a: TIMESTAMP '2026-01-01T00:00:00Z'}
            {"replace": "c", "filter": {"_id": 5}, "document": {"a": 1}, "upsert": true} | UPSERT INTO c VALUE {_id: 5, a: 1}
            {"update": "c", "filter": {"a": 1}, "set": {"b": 2}, "unset": ["d"], "$inc": {"n": 1}} | UPDATE c SET b = 2 UNSET d SET n += 1 WHERE a = 1
            {"update": "c", "pipeline": [{"$set": {"p": {"$multiply": ["$p", 2]}}}]} | UPDATE c SET p = p * 2
            {"delete": "c", "filter": {"a": 1}, "sort": {"b": 1}, "limit": 1} | DELETE FROM c WHERE a = 1 ORDER BY b LIMIT 1
            {"aggregate": "c", "pipeline": [{"$match": {"a": 1}}, {"$group": {"_id": "$k", "n": {"$sum": 1}}}, {"$match": {"n": {"$gt": 2}}}, {"$sort": {"n": -1}}, {"$skip": 1}, {"$limit": 5}]} | SELECT k AS _id, COUNT(*) AS n FROM c WHERE a = 1 GROUP BY k HAVING COUNT(*) > 2 ORDER BY n DESC LIMIT 5 OFFSET 1
            {"aggregate": "c", "pipeline": [{"$group": {"_id": {"x": {"$ifNull": ["$a", null]}, "y": {"$ifNull": ["$b", null]}}, "m": {"$avg": "$p"}}}, {"$project": {"_id": 0, "a": "$_id.x", "b": "$_id.y", "m": 1}}]} | SELECT a, b, AVG(p) AS m FROM c GROUP BY a, b
            {"aggregate": "c", "pipeline": [{"$group": {"_id": {"x": "$a", "y": "$b"}, "m": {"$avg": "$p"}}}, {"$project": {"x": "$_id", "m": 1, "_id": 0}}]} | SELECT {x: a, y: b} AS x, AVG(p) AS m FROM c GROUP BY {x: a, y: b}
            {"aggregate": "c", "pipeline": [{"$match": {"a": 1}}, {"$count": "n"}]} | SELECT COUNT(*) AS n FROM c WHERE a = 1 GROUP BY NULL
            {"aggregate": "c", "pipeline": [{"$group": {"_id": {"$always": true}, "n": {"$sum": 1}}}]} | SELECT COUNT(*) AS n FROM c
            {"aggregate": "c", "pipeline": [{"$limit": 5}, {"$match": {"a": 1}}]} | SELECT * FROM (SELECT * FROM c LIMIT 5) AS q WHERE a = 1
            {"aggregate": "c", "pipeline": [{"$unionWith": {"coll": "d", "pipeline": [{"$match": {"a": 1}}]}}]} | SELECT * FROM c UNION ALL SELECT * FROM d WHERE a = 1
            {"aggregate": "c", "pipeline": [{"$unionWith": "d"}, {"$sort": {"a": 1}}]} | SELECT * FROM (SELECT * FROM c UNION ALL SELECT * FROM d) AS q ORDER BY a
            {"aggregate": "c", "pipeline": [{"$sample": {"size": 3}}]} | SELECT * FROM c ORDER BY RANDOM() LIMIT 3
            {"aggregate": "c", "pipeline": [{"$sort": {"a": 1}}, {"$group": {"_id": "$k", "f": {"$first": "$x"}, "p": {"$push": "$x"}, "s": {"$stdDevSamp": "$x"}}}]} | SELECT k AS _id, FIRST(x ORDER BY a) AS f, ARRAY_AGG(x ORDER BY a) AS p, STDDEV(x) AS s FROM c GROUP BY k
            {"aggregate": "c", "pipeline": [{"$bucket": {"groupBy": "$p", "boundaries": [0, 10], "default": -1}}]} | SELECT CASE WHEN p >= 0 AND p < 10 THEN 0 ELSE -1 END AS _id, COUNT(*) AS count FROM c GROUP BY CASE WHEN p >= 0 AND p < 10 THEN 0 ELSE -1 END ORDER BY _id
            {"aggregate": "c", "pipeline": [{"$sortByCount": "$k"}]} | SELECT k AS _id, COUNT(*) AS count FROM c GROUP BY k ORDER BY count DESC
            {"createCollection": "c", "schema": {"properties": {"a": {"type": "string"}}, "required": ["a"]}, "validation": "strict"} | CREATE COLLECTION c (a string NOT NULL) STRICT
            {"createIndex": "i", "collection": "c", "fields": {"a": 1, "b": -1}, "unique": true} | CREATE UNIQUE INDEX i ON c (a, b DESC)
            {"listCollections": 1} | SHOW COLLECTIONS
            {"explain": {"count": "c"}, "analyze": true} | EXPLAIN ANALYZE SELECT COUNT(*) AS count FROM c
            """)
    void saysWhatLqlSays(String command, String text) {
        assertThat(lql.print(MatchingForms.sql(jql.parse(command, Names.NONE)))).isEqualTo(text);
    }
}
