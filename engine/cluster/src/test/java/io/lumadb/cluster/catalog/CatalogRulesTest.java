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
            List.of(new CollectionSchema.FieldRule(
                    "total", "int64", true, Optional.of(Value.of(0)), Optional.of("total >= 0"))),
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

    @TempDir
    private Path folder;

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
                new CatalogCommand.ReserveIndex("orders", "by_city"),
                new CatalogCommand.PublishIndex("orders", INDEX),
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
                new CatalogCommand.ReserveIndex("orders", "by_city"),
                new CatalogCommand.PublishIndex("orders", INDEX),
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

    @Test
    void keepsAnIndexALeftoverUntilItIsPublished() {
        Catalog made = CatalogRules.apply(
                        Catalog.EMPTY, new CatalogCommand.CreateCollection("orders", Optional.empty(), false))
                .catalog();

        CatalogRules.Step reserved = CatalogRules.apply(made, new CatalogCommand.ReserveIndex("orders", "by_city"));
        Catalog published = CatalogRules.apply(reserved.catalog(), new CatalogCommand.PublishIndex("orders", INDEX))
                .catalog();

        assertThat(reserved.catalog().leftovers()).containsExactly(new Catalog.Leftover(1, Optional.of(1)));
        assertThat(reserved.catalog().collections().get("orders").indexes()).isEmpty();
        assertThat(published.leftovers()).isEmpty();
        assertThat(published.collections().get("orders").indexes()).containsExactly(INDEX);
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
