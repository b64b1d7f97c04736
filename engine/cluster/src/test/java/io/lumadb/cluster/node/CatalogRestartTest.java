package io.lumadb.cluster.node;

import static io.lumadb.cluster.node.TestNodes.config;
import static io.lumadb.cluster.node.TestNodes.document;
import static io.lumadb.cluster.node.TestNodes.drain;
import static io.lumadb.cluster.node.TestNodes.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.cluster.Accounts.Account;
import io.lumadb.cluster.LumaNode;
import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.ColdStrategy;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Database;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.ScanRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogRestartTest {

    private static final TieringPolicy QUICK = new TieringPolicy(
            new TieringPolicy.HotPolicy(true, OptionalLong.empty()),
            new TieringPolicy.WarmPolicy(true, Duration.ofSeconds(5), OptionalLong.empty()),
            new TieringPolicy.ColdPolicy(
                    true, Duration.ofSeconds(10), OptionalLong.empty(), new ColdStrategy.Replication(1)));

    @TempDir
    private Path folder;

    @Test
    void keepsCollectionsIndexesPoliciesAndAccounts() {
        List<CollectionDefinition> collections;
        byte[] tokenKey;
        Account ada = new Account("ada", "$argon2id$v=19$…", List.of("admin"));
        try (LumaNode node = start(config(folder))) {
            Database database = node.database();
            database.createCollection("orders", Optional.empty(), false);
            database.createCollection("gone", Optional.empty(), false);
            database.dropCollection("gone", false);
            database.write(
                            "orders",
                            LongStream.range(0, 200)
                                    .<Mutation>mapToObj(id -> new Mutation.Insert(numbered(id)))
                                    .toList())
                    .join();
            database.createIndex("orders", index("by_n", false));
            database.setTiering("orders", Optional.of(QUICK));
            node.accounts().put(ada);
            node.accounts().put(new Account("bob", "x", List.of()));
            node.accounts().remove("bob");
            collections = database.collections();
            tokenKey = node.accounts().tokenKey();
        }

        try (LumaNode node = start(config(folder))) {
            assertThat(node.database().collections()).isEqualTo(collections);
            assertThat(node.policy("orders")).isEqualTo(QUICK);
            assertThat(node.accounts().all()).containsExactly(ada);
            assertThat(node.accounts().find("bob")).isEmpty();
            assertThat(node.accounts().tokenKey()).isEqualTo(tokenKey).hasSize(32);
            assertThat(numbersBetween(node.database(), 10, 20))
                    .containsExactlyElementsOf(LongStream.range(10, 20).boxed().toList());
        }
    }

    @Test
    void refusesWhatThisVersionDoesNotHave() {
        try (LumaNode node = start(config(folder))) {
            Database database = node.database();
            database.createCollection("orders", Optional.empty(), false);
            TieringPolicy coded = new TieringPolicy(
                    QUICK.hot(),
                    QUICK.warm(),
                    new TieringPolicy.ColdPolicy(
                            true, Duration.ZERO, OptionalLong.empty(), new ColdStrategy.ErasureCoding(6, 3)));

            assertCode(ErrorCode.BAD_REQUEST, () -> database.setTiering("orders", Optional.of(coded)));
            assertCode(ErrorCode.NOT_BUILT_YET, () -> database.createIndex("orders", vectors()));
            assertCode(ErrorCode.BAD_REQUEST, () -> database.createCollection("", Optional.empty(), false));
            assertCode(ErrorCode.ALREADY_EXISTS, () -> database.createCollection("orders", Optional.empty(), false));
            assertThat(database.createCollection("orders", Optional.empty(), true))
                    .isFalse();
            assertThat(database.dropCollection("none", true)).isFalse();
            assertCode(ErrorCode.UNKNOWN_COLLECTION, () -> database.dropCollection("none", false));
            assertCode(ErrorCode.NOT_FOUND, () -> database.dropIndex("orders", "none"));
            assertCode(
                    ErrorCode.UNKNOWN_COLLECTION,
                    () -> database.write("none", List.of(new Mutation.Insert(document(1, ""))))
                            .join());
        }
    }

    private static void assertCode(ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .extracting(failure -> failure instanceof CompletionException ? failure.getCause() : failure)
                .isInstanceOfSatisfying(
                        LumaException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static Document numbered(long id) {
        return Document.of(new Value.Obj(Map.of("_id", Value.of("k" + id), "n", Value.of(id))));
    }

    private static IndexDefinition vectors() {
        IndexDefinition plain = index("vectors", false);
        return new IndexDefinition(
                0, plain.name(), plain.fields(), IndexDefinition.Kind.VECTOR, false, plain.options());
    }

    private static IndexDefinition index(String name, boolean unique) {
        return new IndexDefinition(
                0,
                name,
                List.of(new IndexDefinition.IndexField(FieldPath.of("n"), false)),
                IndexDefinition.Kind.BTREE,
                unique,
                Map.of());
    }

    private static List<Long> numbersBetween(Database database, long low, long high) {
        List<Long> numbers = new ArrayList<>();
        for (int shard = 0; shard < database.shardCount(); shard++) {
            ScanRequest.Access range = new ScanRequest.Access.ByIndex(
                    "by_n",
                    List.of(),
                    Optional.of(new ScanRequest.Bound(Value.of(low), true)),
                    Optional.of(new ScanRequest.Bound(Value.of(high), false)),
                    false);
            drain(database, new ScanRequest("orders", shard, ScanRequest.Consistency.EVENTUAL, range, false))
                    .forEach(stored ->
                            numbers.add(((Value.Int64) stored.document().get("n")).value()));
        }
        return numbers.stream().sorted().toList();
    }
}
