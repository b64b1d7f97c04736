package io.lumadb.cluster.catalog;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.ColdStrategy;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.CollectionSchema.Default;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.catalog.TieringPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Collections, indexes and policies as values and back, for the catalog's log and file. */
final class DefinitionCodec {

    private DefinitionCodec() {}

    static Value.Obj collection(CollectionDefinition definition) {
        return new Fields()
                .put("id", definition.id())
                .put("name", definition.name())
                .put("schema", definition.schema().map(DefinitionCodec::schema))
                .put(
                        "indexes",
                        definition.indexes().stream()
                                .map(DefinitionCodec::index)
                                .toList())
                .put("tiering", definition.tiering().map(DefinitionCodec::policy))
                .object();
    }

    static CollectionDefinition collection(Fields fields) {
        return new CollectionDefinition(
                fields.integer("id"),
                fields.text("name"),
                fields.optional("schema").map(DefinitionCodec::schema),
                fields.list("indexes").stream().map(DefinitionCodec::index).toList(),
                fields.optional("tiering").map(DefinitionCodec::policy));
    }

    static Value.Obj schema(CollectionSchema schema) {
        List<Value.Obj> rules = schema.fields().stream()
                .map(rule -> new Fields()
                        .put("name", rule.name())
                        .put("type", rule.type())
                        .put("required", rule.required())
                        .put("default", rule.standard().flatMap(DefinitionCodec::constant))
                        .put("defaultExpression", rule.standard().flatMap(DefinitionCodec::computed))
                        .put("check", rule.check().map(Value::of))
                        .object())
                .toList();
        return new Fields().put("fields", rules).put("strict", schema.strict()).object();
    }

    private static Optional<Value> constant(Default standard) {
        return standard instanceof Default.Constant(Value value) ? Optional.of(value) : Optional.empty();
    }

    private static Optional<Value> computed(Default standard) {
        return standard instanceof Default.Computed(String expression)
                ? Optional.of(Value.of(expression))
                : Optional.empty();
    }

    private static Optional<Default> standard(Fields rule) {
        return rule.value("default")
                .<Default>map(Default.Constant::new)
                .or(() -> rule.optionalText("defaultExpression").map(Default.Computed::new));
    }

    static CollectionSchema schema(Fields fields) {
        return new CollectionSchema(
                fields.list("fields").stream()
                        .map(rule -> new CollectionSchema.FieldRule(
                                rule.text("name"),
                                rule.text("type"),
                                rule.flag("required"),
                                standard(rule),
                                rule.optionalText("check")))
                        .toList(),
                fields.flag("strict"));
    }

    static Value.Obj index(IndexDefinition index) {
        List<Value.Obj> paths = index.fields().stream()
                .map(field -> new Fields()
                        .put(
                                "path",
                                new Value.Array(field.path().segments().stream()
                                        .map(DefinitionCodec::segment)
                                        .toList()))
                        .put("descending", field.descending())
                        .object())
                .toList();
        return new Fields()
                .put("id", index.id())
                .put("name", index.name())
                .put("kind", index.kind().name())
                .put("unique", index.unique())
                .put("fields", paths)
                .put("options", new Value.Obj(index.options()))
                .object();
    }

    private static Value segment(FieldPath.Segment segment) {
        return switch (segment) {
            case FieldPath.Field(String name) -> Value.of(name);
            case FieldPath.Subscript(int subscript) -> Value.of(subscript);
        };
    }

    static IndexDefinition index(Fields fields) {
        return new IndexDefinition(
                fields.integer("id"),
                fields.text("name"),
                fields.list("fields").stream()
                        .map(field -> new IndexDefinition.IndexField(path(field), field.flag("descending")))
                        .toList(),
                IndexDefinition.Kind.valueOf(fields.text("kind")),
                fields.flag("unique"),
                fields.object("options").fields());
    }

    private static FieldPath path(Fields field) {
        return new FieldPath(field.values("path").stream()
                .map(segment -> segment instanceof Value.Int64(long subscript)
                        ? new FieldPath.Subscript((int) subscript)
                        : new FieldPath.Field(Fields.requireText("path", segment)))
                .map(FieldPath.Segment.class::cast)
                .toList());
    }

    static Value.Obj policy(TieringPolicy policy) {
        return new Fields()
                .put("hot", policy.hot().enabled())
                .put("hotMax", number(policy.hot().maxBytes()))
                .put("warm", policy.warm().enabled())
                .put("warmAge", policy.warm().ageThreshold().toMillis())
                .put("warmMax", number(policy.warm().maxBytes()))
                .put("cold", policy.cold().enabled())
                .put("coldAge", policy.cold().ageThreshold().toMillis())
                .put("coldMax", number(policy.cold().maxBytes()))
                .put("strategy", strategy(policy.cold().strategy()))
                .object();
    }

    private static Value.Obj strategy(ColdStrategy strategy) {
        return switch (strategy) {
            case ColdStrategy.Replication(int factor) ->
                new Fields().put("copies", factor).object();
            case ColdStrategy.ErasureCoding(int data, int parity) ->
                new Fields().put("data", data).put("parity", parity).object();
        };
    }

    static TieringPolicy policy(Fields fields) {
        Fields strategy = new Fields(fields.object("strategy"));
        return new TieringPolicy(
                new TieringPolicy.HotPolicy(fields.flag("hot"), fields.optionalNumber("hotMax")),
                new TieringPolicy.WarmPolicy(
                        fields.flag("warm"),
                        Duration.ofMillis(fields.number("warmAge")),
                        fields.optionalNumber("warmMax")),
                new TieringPolicy.ColdPolicy(
                        fields.flag("cold"),
                        Duration.ofMillis(fields.number("coldAge")),
                        fields.optionalNumber("coldMax"),
                        strategy.optionalNumber("copies").isPresent()
                                ? new ColdStrategy.Replication(strategy.integer("copies"))
                                : new ColdStrategy.ErasureCoding(
                                        strategy.integer("data"), strategy.integer("parity"))));
    }

    private static Optional<Value> number(OptionalLong number) {
        return number.isPresent() ? Optional.of(Value.of(number.getAsLong())) : Optional.empty();
    }
}
