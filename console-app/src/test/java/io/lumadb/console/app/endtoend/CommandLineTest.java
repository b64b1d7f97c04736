package io.lumadb.console.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.lumadb.client.LumaClient;
import io.lumadb.client.model.QueryCall;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a new user meets it: what it does, and what it says when something is wrong. */
class CommandLineTest {

    @TempDir
    private static Path folder;

    private static ServerProcess server;
    private static LumaClient client;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.start(folder.resolve("data"));
        client = server.connect();
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        server.close();
    }

    private static CommandRun luma(String... arguments) throws IOException, InterruptedException {
        return CommandRun.of(folder, arguments);
    }

    private static String url() {
        return client.address().toUrl();
    }

    private static long count(String collection) {
        Value count = client.query(QueryCall.of("lql", "SELECT COUNT(*) AS n FROM " + collection))
                .join()
                .documents()
                .getFirst()
                .get("n");
        return ((Value.Int64) count).value();
    }

    @Test
    void importsTheRealPackageIndexOfADebianMachine() throws Exception {
        Path packages = folder.resolve("packages.ndjson");
        Path script = Path.of("..", "engine", "bench", "data", "packages.sh");
        assumeThat(Files.isExecutable(Path.of("/usr/bin/apt-cache"))).isTrue();
        int exitCode = new ProcessBuilder("bash", script.toString(), packages.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        assertThat(exitCode).isZero();
        long lines;
        try (Stream<String> all = Files.lines(packages)) {
            lines = all.count();
        }
        assumeThat(lines).as("packages that apt knows").isGreaterThan(10_000);

        CommandRun run = luma("import", packages.toString(), "--into", "packages", "--connect", url());

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(count("packages")).isEqualTo(lines);
        System.out.println("CommandLineTest: " + run.out().strip());
    }

    @Test
    void previewsAPolicyAndPausesMoves() throws Exception {
        client.query(QueryCall.of("lql", "CREATE COLLECTION idle")).join();
        client.query(QueryCall.of("lql", "INSERT INTO idle VALUE {_id: 1}, {_id: 2}"))
                .join();

        CommandRun preview =
                luma("cluster", "preview", "idle", "--warm-after", "60", "--within", "3600", "--connect", url());
        assertThat(preview.err()).isEmpty();
        assertThat(preview.out())
                .contains("hot → warm  2 documents")
                .contains("idle for 1 min (warm_policy)")
                .contains("no reads are recorded yet")
                .contains("counted document by document");

        assertThat(luma("cluster", "pause-moves", "--connect", url()).out()).contains("moves are paused since");
        CommandRun refused = luma("cluster", "move", "idle", "warm", "--connect", url());
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.err()).contains("paused").contains("by hand too");
        assertThat(luma("cluster", "resume-moves", "--connect", url()).out()).contains("documents move again");
        assertThat(luma("cluster", "move", "idle", "warm", "--connect", url()).out())
                .contains("2 documents moved to warm");
    }

    @Test
    void showsTheTiersFromWithinAsTablesAndAsJson() throws Exception {
        client.query(QueryCall.of("lql", "CREATE COLLECTION seen")).join();
        client.query(QueryCall.of("lql", "INSERT INTO seen VALUE {_id: 'a', n: 1}, {_id: 'b', n: 2}"))
                .join();
        assertThat(luma("cluster", "move", "seen", "cold", "--id", "a", "--id", "zz", "--connect", url())
                        .out())
                .contains("1 document moved to cold", "the other 1 of those asked for");

        CommandRun segments = luma("cluster", "segments", "--collection", "seen", "--connect", url());
        assertThat(segments.err()).isEmpty();
        assertThat(segments.out()).contains("fragments", "seen", "4+2", "100 %", "all 6 ok");
        assertThat(luma("cluster", "scrub", "--connect", url()).out())
                .contains("scrub: last finished", "6 ok, 0 missing, 0 damaged", "volume-5");
        assertThat(luma("cluster", "moves", "--limit", "1", "--connect", url()).out())
                .containsPattern("took +why")
                .containsPattern("seen +\\d+ +hot → cold +1 +\\d+ B +[0-9.]+ (ms|µs|s) +manual");
        assertThat(luma("cluster", "tiers", "--connect", url()).out())
                .contains("budget of hot documents", "moves run, at most", "write amplification");
        assertThat(luma("cluster", "warm", "--connect", url()).out())
                .contains("family", "documents", "stall", "block cache");
        assertThat(luma("cluster", "cores", "--connect", url()).out()).contains("wait p99", "tasks over 5 ms");
        assertThat(luma("cluster", "events", "--limit", "200", "--connect", url())
                        .out())
                .contains("severity", "node-started", "scrub-finished");

        CommandRun json = luma("cluster", "cores", "--json", "--connect", url());
        assertThat(Json.parse(json.out())).isInstanceOf(Value.Array.class);
        assertThat(luma("cluster", "moves", "--limit", "0", "--connect", url()).exitCode())
                .isEqualTo(2);
    }

    @Test
    void setsAndResetsAPolicy() throws Exception {
        client.query(QueryCall.of("lql", "CREATE COLLECTION ruled")).join();

        assertThat(luma("cluster", "policy", "ruled", "--cold-after", "9", "--strategy", "3+1", "--connect", url())
                        .out())
                .contains("cold: on, after 9 s idle, fragments 3+1 (any 1 may be lost)");
        assertThat(luma("cluster", "policy", "ruled", "--strategy", "2", "--no-hot", "--connect", url())
                        .out())
                .contains("hot: off", "after 9 s idle, 2 copies");
        assertThat(luma("cluster", "policy", "ruled", "--reset", "--connect", url())
                        .out())
                .contains("hot: on", "cold: on, after 604800 s idle, fragments 4+2 (any 2 may be lost)");
        CommandRun odd = luma("cluster", "policy", "ruled", "--strategy", "raid5", "--connect", url());
        assertThat(odd.exitCode()).isEqualTo(2);
        assertThat(odd.err()).contains("'raid5' is not a strategy: write 4+2");
        assertThat(odd.err().lines()).as("no page of help").hasSizeLessThan(4);
    }

    @Test
    void takesBackslashesInTheShellAsTheyAre() throws Exception {
        CommandRun run = CommandRun.typing("""
                SELECT 'a\\w' || '!x' AS text;
                \\jql
                {"aggregate": "nothing",
                 "pipeline": []}
                \\nql
                show nothing
                \\q
                SELECT 'after the end' AS text;
                """, folder, "shell", "--connect", url());

        assertThat(run.out())
                .contains("a\\w!x")
                .contains("there is no collection 'nothing'")
                .contains("nql> ")
                .doesNotContain("found 'nql'")
                .doesNotContain("SELECT 'after the end'");
    }

    @Test
    void readsAStatementInTheShellToItsSemicolonOrAnEmptyLine() throws Exception {
        CommandRun run = CommandRun.typing("""
                CREATE COLLECTION spread;
                INSERT INTO spread VALUE {_id: 1}, {_id: 2}, {_id: 3};
                DELETE FROM spread
                WHERE _id = 1;
                DELETE FROM spread
                WHERE _id = 2

                UPDATE spread SET seen = TRUE
                """, folder, "shell", "--connect", url());

        assertThat(run.out()).doesNotContain("luma:");
        assertThat(count("spread")).isEqualTo(1);
        assertThat(count("spread WHERE seen"))
                .as("the last statement of a file needs no end")
                .isEqualTo(1);
    }

    @Test
    void runsTheStatementsOfAScriptInTurnUntilOneFails() throws Exception {
        CommandRun run = CommandRun.typing("""
                CREATE COLLECTION scripted;
                INSERT INTO scripted VALUE {_id: 1, text: 'a;b'}; -- a comment; with a mark
                SELECT text FROM scripted;
                SELECT nothing FROM;
                INSERT INTO scripted VALUE {_id: 2};
                """, folder, "query", "-", "--connect", url());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("a;b");
        assertThat(run.err()).contains("SELECT nothing FROM");
        assertThat(count("scripted")).isEqualTo(1);
    }

    @Test
    void makesNoCollectionForAFileThatIsNotThere() throws Exception {
        CommandRun run = luma("import", folder.resolve("absent.ndjson").toString(), "--connect", url());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("there is no file");
        assertThat(client.query(QueryCall.of("lql", "SHOW COLLECTIONS")).join().documents())
                .noneSatisfy(row -> assertThat(row.get("name")).isEqualTo(Value.of("absent")));
    }

    @Test
    void putsRefusedCsvRowsIntoTheRejectsFile() throws Exception {
        Path csv = Files.writeString(
                folder.resolve("people.csv"),
                "_id,name,age\n1,Ada,36\n2,Grace\n3,Edsger,72,extra\n4,\"Barbara, L.\",84\n");
        Path rejects = folder.resolve("people-rejects.ndjson");

        CommandRun run =
                luma("import", csv.toString(), "--into", "people", "--rejects", rejects.toString(), "--connect", url());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("2 documents into people").contains("2 records were refused");
        assertThat(Files.readAllLines(rejects))
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("the row has 2 cells, the header has 3"))
                .anySatisfy(line -> assertThat(line).contains("\"line\":4").contains("4 cells"));
        assertThat(count("people")).isEqualTo(2);
    }

    @Test
    void namesTheLineOfATruncatedDocumentAndKeepsTheOthers() throws Exception {
        Path ndjson = Files.writeString(
                folder.resolve("cut.ndjson"), "{\"_id\": 1}\n{\"_id\": 2}\n{\"_id\": 3, \"name\": \"un");
        Path rejects = folder.resolve("cut-rejects.ndjson");

        CommandRun run =
                luma("import", ndjson.toString(), "--into", "cut", "--rejects", rejects.toString(), "--connect", url());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(Files.readString(rejects)).contains("\"line\":3").contains("not valid JSON");
        assertThat(count("cut")).isEqualTo(2);
    }

    @Test
    void saysWhereAJsonArrayBreaksOff() throws Exception {
        Path json = Files.writeString(folder.resolve("array.json"), "[{\"_id\": 1}, {\"_id\": 2},");

        CommandRun run = luma("import", json.toString(), "--into", "array", "--connect", url());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("behind element 2");
        assertThat(count("array")).isEqualTo(2);
    }

    @Test
    void exportsWhatItImported() throws Exception {
        Path ndjson = Files.writeString(
                folder.resolve("trip.ndjson"), "{\"_id\":\"a\",\"n\":1}\n{\"_id\":\"b\",\"n\":2.5}\n");
        Path exported = folder.resolve("exported.ndjson");
        luma("import", ndjson.toString(), "--into", "trip", "--connect", url());

        CommandRun run = luma("export", "trip", "--output", exported.toString(), "--connect", url());

        assertThat(run.err()).isEmpty();
        assertThat(Files.readAllLines(exported))
                .containsExactlyInAnyOrder("{\"_id\":\"a\",\"n\":1}", "{\"_id\":\"b\",\"n\":2.5}");
    }

    @Test
    void holdsIndexesAgainstTheDocuments() throws Exception {
        Path ndjson = Files.writeString(
                folder.resolve("people.ndjson"),
                "{\"_id\":1,\"mail\":\"a\"}\n{\"_id\":2,\"mail\":\"b\"}\n{\"_id\":3}\n");
        luma("import", ndjson.toString(), "--into", "mails", "--connect", url());
        luma("query", "CREATE UNIQUE INDEX by_mail ON mails (mail)", "--connect", url());

        CommandRun taken = luma("query", "INSERT INTO mails VALUE {_id: 4, mail: 'a'}", "--connect", url());
        CommandRun verified = luma("verify-index", "mails", "--connect", url());

        assertThat(taken.exitCode()).isEqualTo(1);
        assertThat(taken.err()).contains("by_mail", "mail = \"a\"", "_id 1");
        assertThat(verified.err()).isEmpty();
        assertThat(verified.exitCode()).isZero();
        assertThat(verified.out()).contains("by_mail: 3 entries fit the 3 documents of mails");
        assertThat(luma("verify-index", "mails", "by_male", "--connect", url()).err())
                .contains("by_male");
    }

    @Test
    void pointsAtTheMistakeInAQuery() throws Exception {
        CommandRun run = luma("query", "SELECT name FORM products", "--connect", url());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("^").contains("FROM");
    }

    @Test
    void refusesUnknownSubcommandsAndOptionsByName() throws Exception {
        assertThat(luma("imprt").exitCode()).isEqualTo(2);
        assertThat(luma("imprt").err()).contains("imprt").contains("import");
        assertThat(luma("query", "--formt", "json", "SELECT 1").err()).contains("--formt");
    }

    @Test
    void namesThePortThatIsInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandRun run =
                    luma("server", "--data", folder.resolve("second").toString(), "--port", "" + taken.getLocalPort());

            assertThat(run.exitCode()).isNotZero();
            assertThat(run.err()).contains("" + taken.getLocalPort()).contains("in use");
        }
    }

    @Test
    void namesTheDataDirectoryThatAnotherProcessUses() throws Exception {
        CommandRun run = luma("server", "--data", folder.resolve("data").toString(), "--port", "0");

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.err()).contains(folder.resolve("data").toString()).contains("in use");
    }

    @Test
    void namesTheWrongPasswordAndTheClosedPort() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong.txt"), "not-the-password\n");
        assertThat(luma("query", "SELECT 1", "--password-file", wrong.toString(), "--connect", url())
                        .err())
                .contains("password");

        assertThat(luma("query", "SELECT 1", "--connect", "lumadb://admin@127.0.0.1:1")
                        .err())
                .contains("cannot connect to 127.0.0.1:1");
    }

    @Test
    void checksTheFilesOfAStoppedServerAndSaysWhatIsDamaged() throws Exception {
        Path data = folder.resolve("checked");
        try (ServerProcess stopped = ServerProcess.start(data)) {
            CommandRun running = luma("server", "--check", data.toString());
            assertThat(running.exitCode()).isEqualTo(1);
            assertThat(running.err()).contains("is in use by another process");
            assertThat(stopped.stop()).isZero();
        }

        CommandRun sound = luma("server", "--check", data.toString());
        assertThat(sound.err()).isEmpty();
        assertThat(sound.out()).contains("catalog.bin", "storage/shard-000", "Everything is in order.");
        assertThat(sound.exitCode()).isZero();

        Path catalog = data.resolve("catalog.bin");
        byte[] bytes = Files.readAllBytes(catalog);
        bytes[bytes.length / 2] ^= 1;
        Files.write(catalog, bytes);
        CommandRun damaged = luma("server", "--check", data.toString(), "--json");
        assertThat(damaged.exitCode()).isEqualTo(1);
        assertThat(damaged.out()).contains("\"sound\" : false", catalog.toString(), "checksum does not match");

        CommandRun nowhere = luma("server", "--check", folder.resolve("nowhere").toString());
        assertThat(nowhere.exitCode()).isEqualTo(1);
        assertThat(nowhere.err()).contains("nowhere does not exist", "hint:");
    }
}
