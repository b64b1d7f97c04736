package io.lumadb.cluster.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lumadb.cluster.Accounts.Account;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.ColdStrategy;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.TieringPolicy;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogRulesTest {

    private static final CollectionSchema SCHEMA = new CollectionSchema(
            List.of(
                    new CollectionSchema.FieldRule(
                            "total",
                            "int64",
                            true,
                            Optional.of(new CollectionSchema.Default.Constant(Value.of(0))),
                            Optional.of("total >= 0")),
                    new CollectionSchema.FieldRule(
                            "made",
                            "timestamp",
                            false,
                            Optional.of(new CollectionSchema.Default.Computed("NOW()")),
                            Optional.empty())),
            true);
    private static final TieringPolicy POLICY = new TieringPolicy(
            new TieringPolicy.HotPolicy(false, OptionalLong.of(1 << 20)),
            new TieringPolicy.WarmPolicy(true, Duration.ofSeconds(5), OptionalLong.empty()),
            new TieringPolicy.ColdPolicy(
                    true, Duration.ofDays(1), OptionalLong.of(7), new ColdStrategy.ErasureCoding(4, 2)));
    private static final IndexDefinition INDEX = new IndexDefinition(
            1,
            "by_city",
            List.of(
                    new IndexDefinition.IndexField(FieldPath.parse("address.city"), true),
                    new IndexDefinition.IndexField(FieldPath.parse("lines[0].sku"), false)),
            IndexDefinition.Kind.BTREE,
            false,
            Map.of("note", Value.of("x")));

    private static final IndexDefinition UNIQUE = new IndexDefinition(
            0,
            "mail",
            List.of(new IndexDefinition.IndexField(FieldPath.parse("mail"), false)),
            IndexDefinition.Kind.BTREE,
            true,
            Map.of());

    @TempDir
    private Path folder;

    private static IndexDefinition named(String name) {
        return new IndexDefinition(0, name, INDEX.fields(), INDEX.kind(), false, Map.of());
    }

    static List<CatalogCommand> commands() {
        return List.of(
                new CatalogCommand.Found(new Catalog.Identity("c", 1, 8, new byte[] {1, 2, 3})),
                new CatalogCommand.CreateCollection("orders", Optional.of(SCHEMA), true),
                new CatalogCommand.CreateCollection("orders", Optional.empty(), false),
                new CatalogCommand.DropCollection("orders", true),
                new CatalogCommand.SetSchema("orders", Optional.of(SCHEMA)),
                new CatalogCommand.SetSchema("orders", Optional.empty()),
                new CatalogCommand.SetTiering("orders", Optional.of(POLICY)),
                new CatalogCommand.SetTiering("orders", Optional.of(TieringPolicy.DEFAULT)),
                new CatalogCommand.BeginIndex("orders", INDEX),
                new CatalogCommand.PublishIndex("orders", INDEX),
                new CatalogCommand.FailIndex("orders", 3, "two documents have the city"),
                new CatalogCommand.DropIndex("orders", "by_city"),
                new CatalogCommand.Sweep(new Catalog.Leftover(1, Optional.of(2))),
                new CatalogCommand.Sweep(new Catalog.Leftover(1, Optional.empty())),
                new CatalogCommand.PutAccount(new Account("ada", "$argon2id$…", List.of("admin", "viewer"))),
                new CatalogCommand.RemoveAccount("ada"));
    }

    /** Identities carry bytes, which compare by reference: their encodings are compared instead. */
    @ParameterizedTest
    @MethodSource("commands")
    void readsBackEveryCommandItWrites(CatalogCommand command) {
        byte[] bytes = CatalogCodec.encode(command);

        CatalogCommand read = CatalogCodec.command(bytes);

        assertThat(read).hasSameClassAs(command);
        assertThat(CatalogCodec.encode(read)).isEqualTo(bytes);
    }

    @Test
    void readsBackTheFileItWrites() throws Exception {
        Catalog catalog = Catalog.EMPTY;
        for (CatalogCommand command : List.of(
                new CatalogCommand.CreateCollection("orders", Optional.of(SCHEMA), false),
                new CatalogCommand.CreateCollection("dropped", Optional.empty(), false),
                new CatalogCommand.SetTiering("orders", Optional.of(POLICY)),
                new CatalogCommand.BeginIndex("orders", INDEX),
                new CatalogCommand.PublishIndex("orders", INDEX),
                new CatalogCommand.BeginIndex("orders", UNIQUE),
                new CatalogCommand.BeginIndex("orders", named("hopeless")),
                new CatalogCommand.FailIndex("orders", 3, "two documents have the city"),
                new CatalogCommand.DropCollection("dropped", false),
                new CatalogCommand.PutAccount(new Account("ada", "hash", List.of("admin"))))) {
            catalog = CatalogRules.apply(catalog, command).catalog();
        }
        CatalogFile file = new CatalogFile(folder.resolve("catalog.bin"));

        file.save(new CatalogFile.Saved(catalog, 3, 14));

        assertThat(file.load()).contains(new CatalogFile.Saved(catalog, 3, 14));
    }

    @Test
    void refusesADamagedFileByName() throws Exception {
        Path path = folder.resolve("catalog.bin");
        new CatalogFile(path).save(new CatalogFile.Saved(Catalog.EMPTY, 1, 1));
        byte[] bytes = Files.readAllBytes(path);
        bytes[bytes.length - 3] ^= 1;
        Files.write(path, bytes);

        assertThatThrownBy(() -> new CatalogFile(path).load())
                .isInstanceOfSatisfying(
                        LumaException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.CORRUPT_DATA))
                .hasMessageContaining(path.toString());
    }

    @Test
    void neverGivesACollectionIdTwice() {
        CatalogRules.Step first =
                CatalogRules.apply(Catalog.EMPTY, new CatalogCommand.CreateCollection("a", Optional.empty(), false));
        CatalogRules.Step dropped = CatalogRules.apply(first.catalog(), new CatalogCommand.DropCollection("a", false));
        CatalogRules.Step second = CatalogRules.apply(
                dropped.catalog(), new CatalogCommand.CreateCollection("a", Optional.empty(), false));

        assertThat(second.id()).isGreaterThan(first.id());
        assertThat(second.catalog().leftovers()).containsExactly(new Catalog.Leftover(first.id(), Optional.empty()));
    }

    private static Catalog after(CatalogCommand... commands) {
        Catalog catalog = CatalogRules.apply(
                        Catalog.EMPTY, new CatalogCommand.CreateCollection("orders", Optional.empty(), false))
                .catalog();
        for (CatalogCommand command : commands) {
            catalog = CatalogRules.apply(catalog, command).catalog();
        }
        return catalog;
    }

    @Test
    void keepsAnIndexOutOfUseUntilItIsPublished() {
        Catalog begun = after(new CatalogCommand.BeginIndex("orders", INDEX));
        Catalog published = CatalogRules.apply(begun, new CatalogCommand.PublishIndex("orders", INDEX))
                .catalog();

        assertThat(begun.builds()).containsExactly(new Catalog.Build(1, INDEX, Optional.empty()));
        assertThat(begun.collections().get("orders").indexes()).isEmpty();
        assertThat(published.builds()).isEmpty();
        assertThat(published.leftovers()).isEmpty();
        assertThat(published.collections().get("orders").indexes()).containsExactly(INDEX);
    }

    @Test
    void givesAUniqueIndexAKeySpaceThatWritesHeedFromItsBeginOn() {
        Catalog begun = after(new CatalogCommand.BeginIndex("orders", UNIQUE));

        assertThat(begun.keySpaces()).containsExactly(new Catalog.KeySpace(2, 1, 1));
        assertThat(begun.uniqueIndexes().get(1))
                .singleElement()
                .satisfies(unique -> assertThat(unique.keySpace()).isEqualTo(2));
        assertThat(begun.nextCollection()).isEqualTo(3);
    }

    @Test
    void leavesKeySpacesToTheShardsToDrop() {
        Catalog failed = after(
                new CatalogCommand.BeginIndex("orders", UNIQUE), new CatalogCommand.FailIndex("orders", 1, "taken"));

        assertThat(failed.uniqueIndexes()).isEmpty();
        assertThat(failed.builds())
                .singleElement()
                .satisfies(build -> assertThat(build.failure()).contains("taken"));
        assertThat(failed.leftovers())
                .containsExactly(new Catalog.Leftover(1, Optional.of(1)), new Catalog.Leftover(2, Optional.empty()));
        assertThat(CatalogRules.apply(failed, new CatalogCommand.DropIndex("orders", UNIQUE.name()))
                        .catalog()
                        .builds())
                .isEmpty();
        assertThat(after(
                                new CatalogCommand.BeginIndex("orders", UNIQUE),
                                new CatalogCommand.DropCollection("orders", false))
                        .leftovers())
                .containsExactly(new Catalog.Leftover(1, Optional.empty()), new Catalog.Leftover(2, Optional.empty()));
    }

    @Test
    void refusesTheNameOfAnIndexUnderConstruction() {
        Catalog begun = after(new CatalogCommand.BeginIndex("orders", INDEX));

        assertThatThrownBy(() -> CatalogRules.apply(begun, new CatalogCommand.BeginIndex("orders", INDEX)))
                .isInstanceOfSatisfying(
                        LumaException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.ALREADY_EXISTS));
    }

    @Test
    void doesNotPublishWhatWasDroppedMeanwhile() {
        Catalog dropped = after(
                new CatalogCommand.BeginIndex("orders", INDEX), new CatalogCommand.DropIndex("orders", "by_city"));

        assertThatThrownBy(() -> CatalogRules.apply(dropped, new CatalogCommand.PublishIndex("orders", INDEX)))
                .isInstanceOfSatisfying(
                        LumaException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void suggestsTheNearestCollection() {
        Catalog catalog = CatalogRules.apply(
                        Catalog.EMPTY, new CatalogCommand.CreateCollection("orders", Optional.empty(), false))
                .catalog();

        assertThatThrownBy(() -> CatalogRules.require(catalog, "oders"))
                .isInstanceOfSatisfying(LumaException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.UNKNOWN_COLLECTION);
                    assertThat(refusal.hint()).contains("did you mean \"orders\"?");
                });
    }
}
