package io.lumadb.cluster.catalog;

import io.lumadb.cluster.Accounts.Account;
import io.lumadb.document.Bson;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The catalog and its commands as BSON and back. */
final class CatalogCodec {

    private static final String KIND = "command";

    private CatalogCodec() {}

    static byte[] encode(CatalogCommand command) {
        Fields fields = new Fields();
        switch (command) {
            case CatalogCommand.Found(var identity) -> fields.put(KIND, "found").put("identity", identity(identity));
            case CatalogCommand.CreateCollection(String name, var schema, boolean ifNotExists) ->
                fields.put(KIND, "createCollection")
                        .put("name", name)
                        .put("schema", schema.map(DefinitionCodec::schema))
                        .put("ifNotExists", ifNotExists);
            case CatalogCommand.DropCollection(String name, boolean ifExists) ->
                fields.put(KIND, "dropCollection").put("name", name).put("ifExists", ifExists);
            case CatalogCommand.SetSchema(String collection, var schema) ->
                fields.put(KIND, "setSchema")
                        .put("name", collection)
                        .put("schema", schema.map(DefinitionCodec::schema));
            case CatalogCommand.SetTiering(String collection, var policy) ->
                fields.put(KIND, "setTiering")
                        .put("name", collection)
                        .put("policy", policy.map(DefinitionCodec::policy));
            case CatalogCommand.BeginIndex(String collection, var index) ->
                fields.put(KIND, "beginIndex").put("name", collection).put("index", DefinitionCodec.index(index));
            case CatalogCommand.FailIndex(String collection, int index, String reason) ->
                fields.put(KIND, "failIndex")
                        .put("name", collection)
                        .put("index", index)
                        .put("reason", reason);
            case CatalogCommand.PublishIndex(String collection, var index) ->
                fields.put(KIND, "publishIndex").put("name", collection).put("index", DefinitionCodec.index(index));
            case CatalogCommand.DropIndex(String collection, String index) ->
                fields.put(KIND, "dropIndex").put("name", collection).put("index", index);
            case CatalogCommand.Sweep(var leftover) -> fields.put(KIND, "sweep").put("leftover", leftover(leftover));
            case CatalogCommand.PutAccount(var account) ->
                fields.put(KIND, "putAccount").put("account", account(account));
            case CatalogCommand.RemoveAccount(String username) ->
                fields.put(KIND, "removeAccount").put("name", username);
        }
        return Bson.encode(fields.object());
    }

    /** @throws LumaException CORRUPT_DATA when the bytes are not a command */
    static CatalogCommand command(byte[] bytes) {
        Fields fields = new Fields(Bson.decode(bytes));
        String kind = fields.text(KIND);
        return switch (kind) {
            case "found" -> new CatalogCommand.Found(identity(new Fields(fields.object("identity"))));
            case "createCollection" ->
                new CatalogCommand.CreateCollection(
                        fields.text("name"),
                        fields.optional("schema").map(DefinitionCodec::schema),
                        fields.flag("ifNotExists"));
            case "dropCollection" -> new CatalogCommand.DropCollection(fields.text("name"), fields.flag("ifExists"));
            case "setSchema" ->
                new CatalogCommand.SetSchema(
                        fields.text("name"), fields.optional("schema").map(DefinitionCodec::schema));
            case "setTiering" ->
                new CatalogCommand.SetTiering(
                        fields.text("name"), fields.optional("policy").map(DefinitionCodec::policy));
            case "beginIndex" ->
                new CatalogCommand.BeginIndex(
                        fields.text("name"), DefinitionCodec.index(new Fields(fields.object("index"))));
            case "failIndex" ->
                new CatalogCommand.FailIndex(fields.text("name"), fields.integer("index"), fields.text("reason"));
            case "publishIndex" ->
                new CatalogCommand.PublishIndex(
                        fields.text("name"), DefinitionCodec.index(new Fields(fields.object("index"))));
            case "dropIndex" -> new CatalogCommand.DropIndex(fields.text("name"), fields.text("index"));
            case "sweep" -> new CatalogCommand.Sweep(leftover(new Fields(fields.object("leftover"))));
            case "putAccount" -> new CatalogCommand.PutAccount(account(new Fields(fields.object("account"))));
            case "removeAccount" -> new CatalogCommand.RemoveAccount(fields.text("name"));
            default ->
                throw new LumaException(
                        ErrorCode.CORRUPT_DATA,
                        "an entry of the catalog's log is of the unknown kind \"" + kind + "\"",
                        "a newer version of LumaDB may have written it: start that version");
        };
    }

    static Value.Obj catalog(Catalog catalog) {
        List<Value.Obj> nextIndexes = new ArrayList<>();
        catalog.nextIndexes()
                .forEach((collection, next) -> nextIndexes.add(new Fields()
                        .put("collection", collection)
                        .put("next", next)
                        .object()));
        return new Fields()
                .put("identity", catalog.identity().map(CatalogCodec::identity))
                .put("nextCollection", catalog.nextCollection())
                .put(
                        "collections",
                        catalog.collections().values().stream()
                                .map(DefinitionCodec::collection)
                                .toList())
                .put("nextIndexes", nextIndexes)
                .put(
                        "builds",
                        catalog.builds().stream().map(CatalogCodec::build).toList())
                .put(
                        "keySpaces",
                        catalog.keySpaces().stream().map(CatalogCodec::keySpace).toList())
                .put(
                        "leftovers",
                        catalog.leftovers().stream().map(CatalogCodec::leftover).toList())
                .put(
                        "accounts",
                        catalog.accounts().values().stream()
                                .map(CatalogCodec::account)
                                .toList())
                .object();
    }

    static Catalog catalog(Fields fields) {
        Map<String, CollectionDefinition> collections = new HashMap<>();
        for (Fields collection : fields.list("collections")) {
            CollectionDefinition definition = DefinitionCodec.collection(collection);
            collections.put(definition.name(), definition);
        }
        Map<Integer, Integer> nextIndexes = new HashMap<>();
        for (Fields next : fields.list("nextIndexes")) {
            nextIndexes.put(next.integer("collection"), next.integer("next"));
        }
        Map<String, Account> accounts = new HashMap<>();
        for (Fields account : fields.list("accounts")) {
            accounts.put(account.text("name"), account(account));
        }
        return new Catalog(
                fields.optional("identity").map(CatalogCodec::identity),
                fields.integer("nextCollection"),
                collections,
                nextIndexes,
                listIfAny(fields, "builds").stream().map(CatalogCodec::build).toList(),
                listIfAny(fields, "keySpaces").stream()
                        .map(CatalogCodec::keySpace)
                        .toList(),
                fields.list("leftovers").stream().map(CatalogCodec::leftover).toList(),
                accounts);
    }

    private static Value.Obj identity(Catalog.Identity identity) {
        return new Fields()
                .put("cluster", identity.clusterId())
                .put("format", identity.format())
                .put("shards", identity.shards())
                .put("tokenKey", new Value.Binary(identity.tokenKey()))
                .object();
    }

    private static Catalog.Identity identity(Fields fields) {
        return new Catalog.Identity(
                fields.text("cluster"), fields.integer("format"), fields.integer("shards"), fields.bytes("tokenKey"));
    }

    /** Empty in a file of a version that did not have it. */
    private static List<Fields> listIfAny(Fields fields, String name) {
        return fields.value(name).isPresent() ? fields.list(name) : List.of();
    }

    private static Value.Obj build(Catalog.Build build) {
        return new Fields()
                .put("collection", build.collection())
                .put("index", DefinitionCodec.index(build.index()))
                .put("failure", build.failure().map(Value::of))
                .object();
    }

    private static Catalog.Build build(Fields fields) {
        return new Catalog.Build(
                fields.integer("collection"),
                DefinitionCodec.index(new Fields(fields.object("index"))),
                fields.optionalText("failure"));
    }

    private static Value.Obj keySpace(Catalog.KeySpace space) {
        return new Fields()
                .put("id", space.id())
                .put("collection", space.collection())
                .put("index", space.index())
                .object();
    }

    private static Catalog.KeySpace keySpace(Fields fields) {
        return new Catalog.KeySpace(fields.integer("id"), fields.integer("collection"), fields.integer("index"));
    }

    private static Value.Obj leftover(Catalog.Leftover leftover) {
        return new Fields()
                .put("collection", leftover.collection())
                .put("index", leftover.index().map(Value::of))
                .object();
    }

    private static Catalog.Leftover leftover(Fields fields) {
        return new Catalog.Leftover(
                fields.integer("collection"),
                fields.value("index").isPresent() ? Optional.of(fields.integer("index")) : Optional.empty());
    }

    private static Value.Obj account(Account account) {
        return new Fields()
                .put("name", account.username())
                .put("hash", account.passwordHash())
                .put(
                        "roles",
                        new Value.Array(account.roles().stream().map(Value::of).toList()))
                .object();
    }

    private static Account account(Fields fields) {
        return new Account(
                fields.text("name"),
                fields.text("hash"),
                fields.values("roles").stream()
                        .map(role -> Fields.requireText("roles", role))
                        .toList());
    }
}
