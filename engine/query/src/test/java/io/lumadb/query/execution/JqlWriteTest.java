package io.lumadb.query.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.document.Document;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.language.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The commands that write, as MongoDB's manual describes them: what is matched, modified, inserted and given back. */
class JqlWriteTest {

    private final Bench bench = new Bench();

    @Test
    void countsAnUpdateThatChangesNothingAsMatchedOnly() {
        bench.with("t", "{\"_id\": 1, \"a\": 1}", "{\"_id\": 2, \"a\": 2}", "{\"_id\": 3, \"a\": 3}");

        bench.jql("{\"update\": \"t\", \"filter\": {\"_id\": {\"$lte\": 2}}, \"$max\": {\"a\": 2}}");

        assertThat(bench.written().matched()).isEqualTo(2);
        assertThat(bench.written().modified()).isEqualTo(1);
        assertThat(bench.written().affected()).isEqualTo(1);
    }

    @Test
    void changesTheFirstInOrderWithALimitOfOne() {
        bench.with("t", "{\"_id\": 1, \"p\": 3}", "{\"_id\": 2, \"p\": 1}", "{\"_id\": 3, \"p\": 2}");

        bench.jql("{\"update\": \"t\", \"filter\": {}, \"sort\": {\"p\": 1}, \"limit\": 1, \"$inc\": {\"p\": 10}}");

        assertThat(all()).containsExactly("{\"_id\":1,\"p\":3}", "{\"_id\":2,\"p\":11}", "{\"_id\":3,\"p\":2}");
        assertThat(bench.written().matched()).isEqualTo(1);
    }

    @Test
    void deletesTheFirstInOrderWithALimitOfOne() {
        bench.with("t", "{\"_id\": 1, \"p\": 3}", "{\"_id\": 2, \"p\": 1}");

        bench.jql("{\"delete\": \"t\", \"filter\": {\"p\": {\"$gt\": 0}}, \"sort\": {\"p\": -1}, \"limit\": 1}");

        assertThat(all()).containsExactly("{\"_id\":2,\"p\":1}");
        assertThat(bench.written().affected()).isEqualTo(1);
    }

    @Test
    void insertsFromTheFiltersEqualitiesAndTheOperators() {
        bench.with("t");

        bench.jql(
                "{\"update\": \"t\", \"filter\": {\"a.b\": 1, \"c\": {\"$eq\": \"x\"}, \"d\": {\"$gt\": 5}, \"n\": null},"
                        + " \"$set\": {\"e\": 2}, \"$inc\": {\"k\": 3}, \"$setOnInsert\": {\"_id\": 7, \"new\": true}, \"upsert\": true}");

        assertThat(all())
                .containsExactly("{\"_id\":7,\"a\":{\"b\":1},\"c\":\"x\",\"n\":null,\"e\":2,\"k\":3,\"new\":true}");
        assertThat(bench.written().upsertedIds()).containsExactly(Value.of(7));
        assertThat(bench.written().matched()).isZero();
        assertThat(bench.written().modified()).isZero();
    }

    @Test
    void leavesWhatIsSetOnInsertAloneWhenADocumentMatches() {
        bench.with("t", "{\"_id\": 1, \"a\": 1}");

        bench.jql(
                "{\"update\": \"t\", \"filter\": {\"a\": 1}, \"$setOnInsert\": {\"b\": 2}, \"$inc\": {\"a\": 1}, \"upsert\": true}");

        assertThat(all()).containsExactly("{\"_id\":1,\"a\":2}");
        assertThat(bench.written().upsertedIds()).isEmpty();
    }

    @Test
    void makesAKeyForAnUpsertThatNamesNone() {
        bench.with("t");

        bench.jql("{\"update\": \"t\", \"filter\": {\"a\": 1}, \"$push\": {\"tags\": \"x\"}, \"upsert\": true}");

        assertThat(bench.written().upsertedIds()).hasSize(1);
        assertThat(bench.jql("{\"find\": \"t\", \"projection\": {\"_id\": 0}}").stream()
                        .map(Json::relaxed))
                .containsExactly("{\"a\":1,\"tags\":[\"x\"]}");
    }

    @Test
    void saysWhichUniqueIndexKeepsAnUpsertOut() {
        bench.with("t", "{\"_id\": 1, \"a\": 1, \"mail\": \"x\"}");
        bench.lql("CREATE UNIQUE INDEX by_mail ON t (mail)");

        assertThatThrownBy(() -> bench.jql(
                        "{\"update\": \"t\", \"filter\": {\"a\": 2}, \"$set\": {\"mail\": \"x\"}, \"upsert\": true}"))
                .isInstanceOfSatisfying(
                        LumaException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.DUPLICATE_KEY))
                .hasMessageContaining("by_mail");
        assertThat(all()).containsExactly("{\"_id\":1,\"a\":1,\"mail\":\"x\"}");
    }

    @Test
    void upsertsThroughAPipeline() {
        bench.with("t");

        bench.jql(
                "{\"update\": \"t\", \"filter\": {\"_id\": 1, \"a\": 2}, \"pipeline\": [{\"$set\": {\"b\": {\"$add\": [\"$a\", 1]}}}],"
                        + " \"upsert\": true}");

        assertThat(all()).containsExactly("{\"_id\":1,\"a\":2,\"b\":3}");
    }

    @Test
    void refusesAnUpsertThatTheFilterDescribesTwice() {
        bench.with("t");

        refused(
                "{\"update\": \"t\", \"filter\": {\"$and\": [{\"a\": 1}, {\"a\": 2}]}, \"$set\": {\"b\": 1}, \"upsert\": true}",
                "it compares 'a' twice");
        refused(
                "{\"update\": \"t\", \"filter\": {\"a\": 1}, \"$set\": {\"b.$[]\": 1}, \"upsert\": true}",
                "means elements of one that is there");
    }

    @Test
    void replacesTheFirstMatchButItsKey() {
        bench.with("t", "{\"_id\": 1, \"a\": 1, \"b\": 1}", "{\"_id\": 2, \"a\": 1}");

        bench.jql("{\"replace\": \"t\", \"filter\": {\"a\": 1}, \"sort\": {\"_id\": 1}, \"document\": {\"c\": 3}}");

        assertThat(all()).containsExactly("{\"_id\":1,\"c\":3}", "{\"_id\":2,\"a\":1}");
        assertThat(bench.written().matched()).isEqualTo(1);
        assertThat(bench.written().modified()).isEqualTo(1);
    }

    @Test
    void replacesNothingByTheSameDocument() {
        bench.with("t", "{\"_id\": 1, \"a\": 1}");

        bench.jql("{\"replace\": \"t\", \"filter\": {\"_id\": 1}, \"document\": {\"a\": 1}}");

        assertThat(bench.written().matched()).isEqualTo(1);
        assertThat(bench.written().modified()).isZero();
    }

    @Test
    void insertsAReplacementWithoutAMatchWhenAskedTo() {
        bench.with("t");

        bench.jql("{\"replace\": \"t\", \"filter\": {\"_id\": 4}, \"document\": {\"a\": 1}}");
        assertThat(all()).isEmpty();

        bench.jql(
                "{\"replace\": \"t\", \"filter\": {\"_id\": 4, \"k\": 2}, \"document\": {\"a\": 1}, \"upsert\": true}");
        assertThat(all()).containsExactly("{\"_id\":4,\"a\":1}");
        assertThat(bench.written().upsertedIds()).containsExactly(Value.of(4));
    }

    @Test
    void refusesReplacementsThatWouldChangeTheKeyOrHoldOperators() {
        bench.with("t", "{\"_id\": 1}");

        refused("{\"replace\": \"t\", \"filter\": {\"_id\": 1}, \"document\": {\"_id\": 2}}", "cannot be changed");
        refused(
                "{\"replace\": \"t\", \"filter\": {\"_id\": 1}, \"document\": {\"$set\": {\"a\": 2}}}",
                "$set stands in");
    }

    @Test
    void givesTheDocumentBeforeOrBehindAChange() {
        bench.with("t", "{\"_id\": 1, \"n\": 1, \"x\": 0}");

        assertThat(json("{\"findAndModify\": \"t\", \"filter\": {\"_id\": 1}, \"$inc\": {\"n\": 1}}"))
                .containsExactly("{\"_id\":1,\"n\":1,\"x\":0}");
        assertThat(json("{\"findAndModify\": \"t\", \"filter\": {\"_id\": 1}, \"$inc\": {\"n\": 1}, \"new\": true,"
                        + " \"projection\": {\"n\": 1, \"_id\": 0}}"))
                .containsExactly("{\"n\":3}");
        assertThat(bench.written().modified()).isEqualTo(1);
    }

    @Test
    void givesNoDocumentWithoutAMatch() {
        bench.with("t");

        assertThat(json("{\"findAndModify\": \"t\", \"filter\": {\"_id\": 1}, \"$inc\": {\"n\": 1}}"))
                .isEmpty();
        assertThat(json("{\"findAndModify\": \"t\", \"filter\": {\"_id\": 1}, \"$inc\": {\"n\": 1}, \"upsert\": true}"))
                .isEmpty();
        assertThat(json("{\"findAndModify\": \"t\", \"filter\": {\"_id\": 2}, \"$inc\": {\"n\": 1}, \"upsert\": true,"
                        + " \"new\": true}"))
                .containsExactly("{\"_id\":2,\"n\":1}");
    }

    @Test
    void takesTheFirstInOrderOutOfAQueue() {
        bench.with("t", "{\"_id\": 1, \"p\": 5}", "{\"_id\": 2, \"p\": 9}", "{\"_id\": 3, \"p\": 7}");

        assertThat(json("{\"findAndModify\": \"t\", \"filter\": {}, \"sort\": {\"p\": -1}, \"remove\": true}"))
                .containsExactly("{\"_id\":2,\"p\":9}");
        assertThat(all()).containsExactly("{\"_id\":1,\"p\":5}", "{\"_id\":3,\"p\":7}");
    }

    @Test
    void replacesAndGivesBackInOneCommand() {
        bench.with("t", "{\"_id\": 1, \"p\": 5}");

        assertThat(json("{\"findAndModify\": \"t\", \"filter\": {\"p\": 5}, \"document\": {\"q\": 1}, \"new\": true}"))
                .containsExactly("{\"_id\":1,\"q\":1}");
    }

    @Test
    void refusesAFindAndModifyThatBothChangesAndRemoves() {
        bench.with("t");

        refused(
                "{\"findAndModify\": \"t\", \"filter\": {}, \"remove\": true, \"$set\": {\"a\": 1}}",
                "\"remove\" stands");
        refused("{\"findAndModify\": \"t\", \"filter\": {}, \"remove\": true, \"new\": true}", "\"remove\" stands");
        refused("{\"findAndModify\": \"t\", \"filter\": {}}", "the update changes nothing");
        refused("{\"findAndModify\": \"t\", \"filtr\": {}, \"remove\": true}", "unknown key \"filtr\"");
    }

    @Test
    void givesBackWhatWritesTouched() {
        bench.with("t", "{\"_id\": 1, \"n\": 1}", "{\"_id\": 2, \"n\": 2}");

        assertThat(
                        json(
                                "{\"update\": \"t\", \"filter\": {\"n\": {\"$gt\": 1}}, \"$inc\": {\"n\": 5}, \"returning\": {\"n\": 1}}"))
                .containsExactly("{\"_id\":2,\"n\":7}");
        assertThat(
                        json(
                                "{\"update\": \"t\", \"$inc\": {\"n\": 1}, \"returning\": {\"_rev\": 1}, \"image\": \"before\"}"))
                .containsExactlyInAnyOrder("{\"_id\":1,\"_rev\":1}", "{\"_id\":2,\"_rev\":2}");
        assertThat(json("{\"insert\": \"t\", \"document\": {\"_id\": 5, \"a\": 1}, \"returning\": {}}"))
                .containsExactly("{\"_id\":5,\"a\":1}");
        assertThat(json("{\"delete\": \"t\", \"filter\": {\"_id\": 5}, \"returning\": {\"a\": 1, \"_id\": 0}}"))
                .containsExactly("{\"a\":1}");
    }

    @Test
    void picksTheNextDocumentWhenAnotherWriterTookTheFirst() {
        bench.with("t", "{\"_id\": 1, \"state\": \"new\"}", "{\"_id\": 2, \"state\": \"new\"}");
        AtomicInteger writes = new AtomicInteger();
        bench.database.beforeWrite(() -> {
            if (writes.getAndIncrement() == 0) {
                bench.database.apply("t", List.of(new Mutation.Upsert(document("{\"_id\": 1, \"state\": \"taken\"}"))));
            }
        });

        assertThat(json("{\"findAndModify\": \"t\", \"filter\": {\"state\": \"new\"}, \"sort\": {\"_id\": 1},"
                        + " \"$set\": {\"state\": \"mine\"}, \"new\": true}"))
                .containsExactly("{\"_id\":2,\"state\":\"mine\"}");
        assertThat(bench.written().matched()).isEqualTo(1);
    }

    @Test
    void updatesAsManyAsItsLimitThoughAnotherWriterTookOne() {
        bench.with("t", "{\"_id\": 1, \"s\": 0}", "{\"_id\": 2, \"s\": 0}", "{\"_id\": 3, \"s\": 0}");
        AtomicInteger writes = new AtomicInteger();
        bench.database.beforeWrite(() -> {
            if (writes.getAndIncrement() == 0) {
                bench.database.apply("t", List.of(new Mutation.Delete(Value.of(1), OptionalLong.empty())));
            }
        });

        bench.jql(
                "{\"update\": \"t\", \"filter\": {\"s\": 0}, \"sort\": {\"_id\": 1}, \"limit\": 2, \"$set\": {\"s\": 1}}");

        assertThat(all()).containsExactly("{\"_id\":2,\"s\":1}", "{\"_id\":3,\"s\":1}");
        assertThat(bench.written().modified()).isEqualTo(2);
    }

    @Test
    void handsEachJobToOneOfManyWorkers() throws InterruptedException {
        int jobs = 60;
        bench.with("t");
        for (int i = 0; i < jobs; i++) {
            bench.jql("{\"insert\": \"t\", \"document\": {\"_id\": " + i + ", \"p\": " + (i * 7 % 11) + "}}");
        }
        ConcurrentLinkedQueue<String> taken = new ConcurrentLinkedQueue<>();
        CountDownLatch ready = new CountDownLatch(4);
        List<Thread> workers = new ArrayList<>();
        for (int worker = 0; worker < 4; worker++) {
            workers.add(Thread.ofPlatform().start(() -> {
                ready.countDown();
                for (int i = 0; i < jobs / 4; i++) {
                    bench.engine.run(
                            Bench.request(
                                    Language.JQL,
                                    "{\"findAndModify\": \"t\", \"filter\": {}, \"sort\": {\"p\": 1}, \"remove\": true}",
                                    Map.of()),
                            row -> taken.add(Json.relaxed(row.get("_id"))));
                }
            }));
        }
        for (Thread worker : workers) {
            worker.join();
        }

        assertThat(ready.getCount()).isZero();
        assertThat(taken).hasSize(jobs).doesNotHaveDuplicates();
        assertThat(bench.database.all("t")).isEmpty();
    }

    @Test
    void losesNoPushOfManyWriters() throws InterruptedException {
        bench.with("t", "{\"_id\": 1, \"a\": []}");
        List<Thread> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            int first = writer * 25;
            writers.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 25; i++) {
                    bench.engine.run(
                            Bench.request(
                                    Language.JQL,
                                    "{\"update\": \"t\", \"filter\": {\"_id\": 1}, \"$push\": {\"a\": " + (first + i)
                                            + "}}",
                                    Map.of()),
                            _ -> {});
                }
            }));
        }
        for (Thread writer : writers) {
            writer.join();
        }

        assertThat(bench.database.all("t").getFirst().document().get("a"))
                .isInstanceOfSatisfying(
                        Value.Array.class,
                        array -> assertThat(array.elements()).hasSize(100).doesNotHaveDuplicates());
    }

    @Test
    void goesOnPastBadDocumentsOfAnUnorderedInsert() {
        bench.with("t", "{\"_id\": 2}");

        refused(
                "{\"insert\": \"t\", \"ordered\": false, \"documents\": [{\"_id\": 1}, {\"_id\": 2}, {\"_id\": [3]}, {\"_id\": 4}]}",
                "2 of 4 documents failed, the others are stored");
        assertThat(all()).containsExactly("{\"_id\":1}", "{\"_id\":2}", "{\"_id\":4}");
    }

    private void refused(String command, String message) {
        assertThatThrownBy(() -> bench.jql(command))
                .isInstanceOfSatisfying(
                        LumaException.class, e -> assertThat(e.code()).isNotEqualTo(ErrorCode.INTERNAL))
                .hasMessageContaining(message);
    }

    private List<String> all() {
        return bench.database.all("t").stream()
                .map(stored -> Json.relaxed(stored.document().toObject()))
                .toList();
    }

    private List<String> json(String command) {
        return bench.jql(command).stream().map(Json::relaxed).toList();
    }

    private static Document document(String json) {
        return Document.of(Json.parseObject(json));
    }
}
