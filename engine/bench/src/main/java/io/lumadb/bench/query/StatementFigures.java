package io.lumadb.bench.query;

import io.lumadb.bench.Figures;
import io.lumadb.bench.Folders;
import io.lumadb.document.Value;
import io.lumadb.query.database.Database;
import io.lumadb.query.database.DocumentCursor;
import io.lumadb.query.database.ScanRequest;
import io.lumadb.query.database.ScanRequest.Access;
import io.lumadb.query.database.ScanRequest.Consistency;
import io.lumadb.query.execution.LumaQueryEngine;
import io.lumadb.query.execution.QueryEngine;
import io.lumadb.query.execution.QueryRequest;
import io.lumadb.query.execution.planner.DatabaseStatistics;
import io.lumadb.query.execution.planner.QueryPlanner;
import io.lumadb.query.language.Language;
import io.lumadb.query.statement.Statement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What single statements cost: parsing and planning a point query, finding a document through an index beside a plain
 * RocksDB {@code get} of the same documents, the first ten of an order that no index has, in little memory, and a range with
 * and without the documents that an index leads to.
 *
 * <p>{@code engine/bench/run.sh query.StatementFigures [DOCUMENTS]}, 1,000,000 without a number.
 */
public final class StatementFigures {

    private static final long SEED = 7;
    private static final int WARM_UPS = 20;
    private static final int RUNS = 9;
    private static final int STATEMENTS = 5_000;
    private static final int PARTS = 50;
    private static final long SMALL_BUDGET = 64 << 10;

    private final LumaPeer luma;
    private final Database database;
    private final QueryEngine queries;
    private final Orders orders = new Orders(SEED);
    private final long count;
    private long asked;

    private StatementFigures(LumaPeer luma, long count) {
        this.luma = luma;
        this.database = luma.node().database();
        this.queries = luma.node().queries();
        this.count = count;
    }

    public static void main(String[] arguments) throws Exception {
        long count = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
        Path folder = Files.createTempDirectory("luma-statements");
        try (LumaPeer luma = new LumaPeer(folder)) {
            System.out.printf(
                    Locale.ROOT,
                    "%,d documents, %d processors, JDK %s, seed %d, median of %d runs (least to most)%n",
                    count,
                    Runtime.getRuntime().availableProcessors(),
                    Runtime.version(),
                    SEED,
                    RUNS);
            StatementFigures figures = new StatementFigures(luma, count);
            luma.fill(figures.orders, count);
            figures.lookups();
            figures.planning();
            figures.firstTen();
            figures.ranges();
        } finally {
            Folders.delete(folder);
        }
    }

    private static void print(String what, Figures figures, String unit) {
        System.out.printf(Locale.ROOT, "%-58s %s%n", what, figures.text(unit));
    }

    /** Microseconds of one of many. */
    private static Figures micros(Figures.Work many) throws Exception {
        return Figures.measure(WARM_UPS, RUNS, many).times(1000.0 / STATEMENTS);
    }

    private void planning() throws Exception {
        Statement[] kept = new Statement[1];
        Figures parsed = micros(() -> {
            for (int i = 0; i < STATEMENTS; i++) {
                kept[0] = queries.parse(Language.LQL, point(i));
            }
        });
        print("parse a point query", parsed, "µs");
        Figures planned = micros(() -> {
            for (int i = 0; i < STATEMENTS; i++) {
                if (queries.parse(Language.LQL, point(i)) instanceof Statement.Query query) {
                    planner().plan(query);
                }
            }
        });
        print("parse and plan a point query (goal: at most 50)", planned, "µs");
    }

    private static String point(int number) {
        return "SELECT customer, amount FROM orders WHERE _id = " + number;
    }

    private QueryPlanner planner() {
        return new QueryPlanner(
                name -> database.collection(name).orElseThrow(), new DatabaseStatistics(database), Instant.now());
    }

    private void lookups() throws Exception {
        luma.rows("CREATE INDEX by_code ON orders (code) USING HASH");
        SplittableRandom random = new SplittableRandom(SEED);
        Figures found = micros(() -> {
            for (int i = 0; i < STATEMENTS; i++) {
                lookup(random.nextLong(count));
            }
        });
        Path folder = Files.createTempDirectory("luma-rocks");
        try (RocksPeer rocks = new RocksPeer(folder)) {
            rocks.fill(orders, count);
            Figures got = micros(() -> {
                for (int i = 0; i < STATEMENTS; i++) {
                    rocks.get(random.nextLong(count));
                }
            });
            print("RocksDB get", got, "µs");
            print("find a document by an index", found, "µs");
            System.out.printf(
                    Locale.ROOT, "%58s %.1f × RocksDB (goal: at most 2)%n", "", found.median() / got.median());
        } finally {
            Folders.delete(folder);
        }
        print(
                "SELECT * by an index, from text to row",
                micros(() -> {
                    for (int i = 0; i < STATEMENTS; i++) {
                        luma.rows("SELECT * FROM orders WHERE code = '" + Orders.code(random.nextLong(count)) + "'");
                    }
                }),
                "µs");
    }

    /** All shards are asked, as a query does that only knows the value. */
    private void lookup(long number) {
        int documents = 0;
        for (int shard = 0; shard < database.shardCount(); shard++) {
            Access access = new Access.ByIndex(
                    "by_code", List.of(Value.of(Orders.code(number))), Optional.empty(), Optional.empty(), false);
            ScanRequest request = new ScanRequest(Orders.COLLECTION, shard, Consistency.EVENTUAL, access, true);
            try (DocumentCursor cursor = database.open(request)) {
                documents += cursor.next().size();
            }
        }
        if (documents != 1) {
            throw new IllegalStateException(documents + " documents have the code of " + number);
        }
    }

    /** A part of the documents, found by reading all, by an index and its documents, and by the index alone. */
    private void ranges() throws Exception {
        String range = " FROM orders WHERE amount BETWEEN 100 AND 120";
        String alone = "SELECT COUNT(*) AS n, SUM(amount) AS s" + range;
        String more = "SELECT COUNT(*) AS n, SUM(quantity) AS s" + range;
        Figures scanned = totals(alone, "from start to end");
        luma.rows("CREATE INDEX by_amount ON orders (amount)");
        Figures looked = totals(more, "by index 'by_amount'");
        Figures covered = totals(alone, "index only");
        print("total over a fiftieth, reading every document", scanned, "ms");
        print("total over a fiftieth, by an index and its documents", looked, "ms");
        print("total over a fiftieth, by an index only", covered, "ms");
        System.out.printf(
                Locale.ROOT,
                "%58s a document by the index %.1f, an entry %.1f × a document of a scan%n",
                "",
                looked.median() / scanned.median() * PARTS,
                covered.median() / scanned.median() * PARTS);
    }

    /** {@code way}: how the plan says that it reads, since a figure of another way would pass for one of this. */
    private Figures totals(String query, String way) throws Exception {
        String plan = luma.rows("EXPLAIN " + query).toString();
        if (!plan.contains(way) || way.startsWith("by") && plan.contains("index only")) {
            throw new IllegalStateException("'" + query + "' is not read " + way + ": " + plan);
        }
        return Figures.measure(WARM_UPS, RUNS, () -> {
            if (luma.rows(query).size() != 1) {
                throw new IllegalStateException("no total of " + query);
            }
        });
    }

    private void firstTen() throws Exception {
        LumaQueryEngine small = new LumaQueryEngine(database, InstantSource.system(), SMALL_BUDGET);
        List<Value.Obj> rows = new ArrayList<>();
        Figures sorted = Figures.measure(3, RUNS, () -> {
            rows.clear();
            asked++;
            small.run(
                    new QueryRequest(
                            "first-ten-" + asked,
                            Language.LQL,
                            "SELECT _id, amount, customer FROM orders ORDER BY amount DESC, customer LIMIT 10",
                            Map.of(),
                            Duration.ofMinutes(5),
                            Long.MAX_VALUE,
                            Consistency.LINEARIZABLE,
                            "bench"),
                    rows::add);
        });
        if (rows.size() != 10) {
            throw new IllegalStateException("there are " + rows.size() + " first ten");
        }
        print("ORDER BY without an index, LIMIT 10, in 64 KiB", sorted, "ms");
    }
}
