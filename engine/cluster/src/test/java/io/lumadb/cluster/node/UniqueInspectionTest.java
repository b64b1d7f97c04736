package io.lumadb.cluster.node;

import static io.lumadb.cluster.node.TestNodes.config;
import static io.lumadb.cluster.node.TestNodes.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.cluster.LumaNode;
import io.lumadb.cluster.catalog.Catalog.UniqueIndex;
import io.lumadb.cluster.raft.ShardReplica;
import io.lumadb.cluster.view.DirectoryReport;
import io.lumadb.document.Document;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.ScanRequest.Consistency;
import io.lumadb.query.execution.QueryRequest;
import io.lumadb.query.language.Language;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.ShardCommand.DocumentOrId;
import io.lumadb.storage.command.ShardCommand.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code luma server --check} says of unique keys, which lie on other shards than their documents. */
class UniqueInspectionTest {

    private static final int DOCUMENTS = 40;

    /** A node that was stopped in order. */
    @TempDir
    private static Path stopped;

    @TempDir
    private Path place;

    private Path folder = Path.of("");

    @BeforeEach
    void copyFiles() throws IOException {
        folder = Files.createDirectory(place.resolve("data"));
        DamagedNode.copy(stopped, folder);
    }

    @BeforeAll
    static void fill() {
        try (LumaNode node = start(config(stopped))) {
            node.database().createCollection("users", Optional.empty(), false);
            node.queries()
                    .run(
                            new QueryRequest(
                                    "test",
                                    Language.LQL,
                                    "CREATE UNIQUE INDEX by_mail ON users (mail)",
                                    Map.of(),
                                    Duration.ofSeconds(30),
                                    Long.MAX_VALUE,
                                    Consistency.LINEARIZABLE,
                                    "ada"),
                            _ -> {});
            List<Mutation> inserts = new ArrayList<>();
            for (long id = 0; id < DOCUMENTS; id++) {
                inserts.add(new Mutation.Insert(user(id, "mail-" + id)));
            }
            node.database().write("users", inserts).join();
        }
    }

    private static Document user(long id, String mail) {
        return Document.of(new Value.Obj(Map.of("_id", Value.of(id), "mail", Value.of(mail))));
    }

    /** A row of a shard, and how it is overwritten or removed behind the unique index's back. */
    @FunctionalInterface
    private interface Damage {
        Optional<Document> of(StoredDocument row);
    }

    /** Damages one claim of a shard; gives its shard. */
    private int damageAClaim(Damage damage) throws InterruptedException {
        try (NodeParts parts = new NodeParts(config(folder), InstantSource.system())) {
            assertThat(parts.leadership().await(parts.shards().size() + 1, 30_000))
                    .isTrue();
            UniqueIndex index = parts.catalog()
                    .uniqueIndexes(parts.catalog().require("users").id())
                    .getFirst();
            ShardReplica replica = parts.shards().get(1);
            StoredDocument row;
            try (ShardSnapshot snapshot = replica.linearizableSnapshot()) {
                row = snapshot.scan(index.keySpace(), false).next();
            }
            Optional<Document> now = damage.of(row);
            replica.propose(new ShardCommand.Writes(
                            1,
                            List.of(new ShardCommand.Write(
                                    "",
                                    index.keySpace(),
                                    now.isPresent() ? Operation.REPLACE : Operation.DELETE,
                                    now.<DocumentOrId>map(DocumentOrId.Whole::new)
                                            .orElseGet(() -> new DocumentOrId.OnlyId(
                                                    row.document().id())),
                                    OptionalLong.empty()))))
                    .join();
            return replica.shard();
        }
    }

    private static Document with(Document row, String field, Value value) {
        Map<String, Value> fields = new java.util.LinkedHashMap<>(row.toObject().fields());
        fields.put(field, value);
        return Document.of(new Value.Obj(fields));
    }

    private List<DirectoryReport.Problem> problems() {
        return DirectoryCheck.run(config(folder)).problems();
    }

    @Test
    void findsEveryKeyOfAStoppedNodeReserved() {
        DirectoryReport report = DirectoryCheck.run(config(folder));

        assertThat(report.problems()).isEmpty();
        assertThat(report.notes()).isEmpty();
        assertThat(report.parts()).contains(new DirectoryReport.Part("storage/", "40 keys of 1 unique indexes"));
    }

    @Test
    void namesTheShardOfADocumentWhoseKeyIsNotReserved() throws Exception {
        damageAClaim(_ -> Optional.empty());

        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file())
                    .startsWith(folder.resolve("storage/shard-00").toString());
            assertThat(problem.what())
                    .contains("the unique index 'by_mail' of 'users'", "1 keys of documents", "mail = \"mail-");
            assertThat(problem.action()).contains("create it again");
        });
    }

    @Test
    void namesTheShardOfAReservationForSomebodyElse() throws Exception {
        int shard = damageAClaim(row -> Optional.of(with(row.document(), "holder", Value.of(1_000L))));

        assertThat(problems())
                .anySatisfy(problem -> assertThat(problem.what()).contains("1 keys of documents"))
                .anySatisfy(problem -> {
                    assertThat(problem.file())
                            .isEqualTo(
                                    folder.resolve("storage/shard-00" + shard).toString());
                    assertThat(problem.what()).contains("1 keys are reserved here for documents without them");
                });
    }

    @Test
    void namesTheShardOfAReservationThatCannotBeRead() throws Exception {
        damageAClaim(row -> Optional.of(with(row.document(), "settled", Value.of("perhaps"))));

        assertThat(problems()).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.file())
                    .startsWith(folder.resolve("storage/shard-00").toString());
            assertThat(problem.what()).contains("by_mail", "the row of a unique key cannot be read");
        });
    }
}
