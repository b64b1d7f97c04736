package io.lumadb.storage.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.document.Document;
import io.lumadb.document.Json;
import io.lumadb.document.Tier;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.ColdStrategy;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.storage.ShardSnapshot;
import io.lumadb.storage.command.ShardCommand;
import io.lumadb.storage.command.ShardCommand.DocumentOrId;
import io.lumadb.storage.command.ShardCommand.Operation;
import io.lumadb.storage.command.ShardCommand.Write;
import io.lumadb.storage.view.DocumentView;
import io.lumadb.storage.view.ShardView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A shard with policies and a clock that is turned by hand, and what tests of its moves have in common. */
abstract class PolicyShard {

    static final int DOCUMENTS = 24;

    static final OptionalLong NO_LIMIT = OptionalLong.empty();

    @TempDir
    Path directory;

    TestNode node;

    @BeforeEach
    void open() {
        node = new TestNode(directory.resolve("data"));
        node.shard.leading(true);
    }

    @AfterEach
    void close() {
        node.close();
    }

    void reopen(long hotBudget) {
        node.close();
        node = new TestNode(directory.resolve("other"), node.clock, new ArrayList<>(), hotBudget);
        node.shard.leading(true);
    }

    static TieringPolicy policy(boolean hot, boolean warm, long warmAge, boolean cold, long coldAge) {
        return new TieringPolicy(
                new TieringPolicy.HotPolicy(hot, NO_LIMIT),
                new TieringPolicy.WarmPolicy(warm, Duration.ofSeconds(warmAge), NO_LIMIT),
                new TieringPolicy.ColdPolicy(
                        cold, Duration.ofSeconds(coldAge), NO_LIMIT, new ColdStrategy.Replication(1)));
    }

    Write upsert(int collection, int id, int bytes) {
        Document document =
                Document.of(Json.parseObject("{\"_id\": " + id + ", \"text\": \"" + "x".repeat(bytes) + "\"}"));
        return new Write(
                node.request(), collection, Operation.UPSERT, new DocumentOrId.Whole(document), OptionalLong.empty());
    }

    void load(int collection, int documents, int bytes) {
        List<Write> writes = new ArrayList<>();
        for (int id = 0; id < documents; id++) {
            writes.add(upsert(collection, id, bytes));
        }
        node.apply(new ShardCommand.Writes(node.clock.millis(), writes));
    }

    void advance(long seconds) {
        node.clock.advance(Duration.ofSeconds(seconds));
    }

    /** Passes until nothing moves any more. */
    void settle() {
        int before;
        do {
            before = node.moves.size();
            node.shard.tiering().passNow();
            node.checkpoint();
            node.shard.tiering().passNow();
        } while (node.moves.size() > before);
    }

    void read(int collection, int id) {
        try (ShardSnapshot snapshot = node.snapshot()) {
            assertThat(snapshot.get(collection, Value.of(id), true)).isPresent();
        }
    }

    DocumentView view(int collection, int id) {
        return node.shard.locate(collection, Value.of(id)).join().orElseThrow();
    }

    Tier tier(int collection, int id) {
        return view(collection, id).tier();
    }

    ShardView.Amounts amounts(int collection) {
        node.shard.refreshView();
        return node.shard.view().collections().get(collection);
    }
}
