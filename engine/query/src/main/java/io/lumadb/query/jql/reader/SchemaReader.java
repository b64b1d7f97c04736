package io.lumadb.query.jql.reader;

import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.CollectionSchema.Default;
import io.lumadb.document.catalog.CollectionSchema.FieldRule;
import io.lumadb.query.jql.text.JsonText;
import io.lumadb.query.jql.text.Keys;
import io.lumadb.query.jql.text.Node;
import io.lumadb.query.jql.text.Values;
import io.lumadb.query.jql.vocabulary.SchemaKeywords;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.lql.LqlLanguage;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a JSON Schema of one level as the declared fields of a collection. Null counts as missing, as everywhere in a
 * declared schema. What no type, NOT NULL, DEFAULT or CHECK says is refused by its name.
 */
final class SchemaReader {

    /** What JSON Schema can say and a declared field cannot. */
    private static final List<String> UNMAPPED = List.of(
            "items",
            "additionalItems",
            "uniqueItems",
            "properties",
            "required",
            "additionalProperties",
            "patternProperties",
            "minProperties",
            "maxProperties",
            "dependencies",
            "allOf",
            "anyOf",
            "oneOf",
            "not",
            "const",
            "format",
            "title",
            "description",
            "$ref");

    private final Reading reading;
    private final JsonText text;
    private final Values values;

    SchemaReader(Reading reading) {
        this.reading = reading;
        this.text = reading.text();
        this.values = reading.values();
    }

    /** {@code strict}: fields that are not among the properties are refused whatever the schema says. */
    CollectionSchema read(Node node, boolean strict) {
        Node.Members schema = values.object(node, "a JSON Schema");
        List<String> known = List.of("type", "bsonType", "properties", "required", "additionalProperties");
        refuseUnmapped(schema, known, "the schema");
        Keys keys = new Keys(text, schema, "the schema", known);
        keys.find("type").ifPresent(this::requireObject);
        keys.find("bsonType").ifPresent(this::requireObject);
        List<String> required = new ArrayList<>();
        keys.find("required").ifPresent(names -> {
            for (Node name : values.array(names, "the names of required fields")) {
                required.add(values.string(name, "a field's name"));
            }
        });
        List<FieldRule> rules = new ArrayList<>();
        for (Node.Member property :
                values.object(keys.require("properties"), "the properties").list()) {
            rules.add(rule(property, required.remove(property.name())));
        }
        if (!required.isEmpty()) {
            throw text.syntax(
                    "the required field \"" + required.getFirst() + "\" is not among the properties",
                    keys.require("required"),
                    "add it to \"properties\"");
        }
        boolean closed = keys.find("additionalProperties")
                .map(flag -> !values.flag(flag, "additionalProperties"))
                .orElse(false);
        return new CollectionSchema(rules, closed || strict);
    }

    private void requireObject(Node node) {
        if (!values.string(node, "a type's name").equals("object")) {
            throw text.syntax("a collection holds objects", node, "write \"object\"");
        }
    }

    private void refuseUnmapped(Node.Members members, List<String> known, String owner) {
        for (Node.Member member : members.list()) {
            if (!known.contains(member.name()) && UNMAPPED.contains(member.name())) {
                throw text.syntax(
                        "\"" + member.name() + "\" in " + owner + " cannot be declared",
                        member,
                        "fields are declared on one level: by type, required, default, and conditions such as minimum; say others"
                                + " in LQL by \"check\"");
            }
        }
    }

    private FieldRule rule(Node.Member property, boolean required) {
        String owner = "the rule of \"" + property.name() + "\"";
        Node.Members rule = values.object(property.value(), "a field's rule");
        List<String> known = new ArrayList<>(List.of("type", "bsonType", "default", "defaultExpression", "check"));
        for (SchemaKeywords keyword : SchemaKeywords.values()) {
            known.add(keyword.word());
        }
        refuseUnmapped(rule, known, owner);
        Keys keys = new Keys(text, rule, owner, known);
        String type = keys.find("type")
                .or(() -> keys.find("bsonType"))
                .map(node -> type(node, required))
                .or(() -> keys.find("enum").map(this::typeOfAll))
                .orElse("any");
        Optional<Default> standard = keys.find("default")
                .<Default>map(node -> new Default.Constant(literal(node)))
                .or(() -> keys.find("defaultExpression")
                        .map(node -> new Default.Computed(LqlLanguage.print(written(node)))));
        return new FieldRule(property.name(), type, required, standard, check(property.name(), type, keys));
    }

    /** One type, or one beside null for a field that may be missing. */
    private String type(Node node, boolean required) {
        if (!(node instanceof Node.Items(List<Node> types, int _, int _))) {
            return new TypeReader(reading).name(node);
        }
        List<Node> others = types.stream()
                .filter(type ->
                        !(type instanceof Node.Scalar(Value.Text(String name), int _, int _) && name.equals("null")))
                .toList();
        if (others.size() != 1 || required && others.size() < types.size()) {
            throw text.syntax(
                    "a declared field has one type, and is null only where it may be missing",
                    node,
                    "write one type, or leave the type out");
        }
        return new TypeReader(reading).name(others.getFirst());
    }

    private String typeOfAll(Node node) {
        Value all = literal(node);
        return SchemaKeywords.ENUM.takes(all)
                ? ((Value.Array) all).elements().getFirst().typeName()
                : "any";
    }

    private Value literal(Node node) {
        if (values.value(node) instanceof Expression.Literal(Value value)) {
            return value;
        }
        throw text.syntax("a parameter cannot stand in a definition", node, null);
    }

    private Optional<String> check(String field, String type, Keys keys) {
        List<Expression> conditions = new ArrayList<>();
        for (SchemaKeywords keyword : SchemaKeywords.values()) {
            keys.find(keyword.word())
                    .flatMap(node -> condition(keyword, field, type, node, keys))
                    .ifPresent(conditions::add);
        }
        keys.find("check").map(this::written).ifPresent(conditions::add);
        return conditions.isEmpty() ? Optional.empty() : Optional.of(LqlLanguage.print(Expressions.and(conditions)));
    }

    private Optional<Expression> condition(SchemaKeywords keyword, String field, String type, Node node, Keys keys) {
        if (node instanceof Node.Scalar(Value.Bool(boolean exclusive), int _, int _) && isExclusive(keyword)) {
            return exclusive ? Optional.of(exclusive(keyword, field, type, keys)) : Optional.empty();
        }
        // In draft 4 an exclusive bound is a flag beside the bound, which then is said by the flag.
        SchemaKeywords strict = bound(keyword);
        boolean saidByFlag = strict != keyword
                && keys.find(strict.word())
                        .filter(flag -> flag instanceof Node.Scalar(Value.Bool(boolean on), int _, int _) && on)
                        .isPresent();
        return saidByFlag ? Optional.empty() : Optional.of(condition(keyword, field, type, node));
    }

    private Expression exclusive(SchemaKeywords keyword, String field, String type, Keys keys) {
        SchemaKeywords bound =
                keyword == SchemaKeywords.EXCLUSIVE_MINIMUM ? SchemaKeywords.MINIMUM : SchemaKeywords.MAXIMUM;
        return condition(keyword, field, type, keys.require(bound.word()));
    }

    private static boolean isExclusive(SchemaKeywords keyword) {
        return keyword == SchemaKeywords.EXCLUSIVE_MINIMUM || keyword == SchemaKeywords.EXCLUSIVE_MAXIMUM;
    }

    /** The exclusive form of a bound; other keywords are their own. */
    private static SchemaKeywords bound(SchemaKeywords keyword) {
        return switch (keyword) {
            case MINIMUM -> SchemaKeywords.EXCLUSIVE_MINIMUM;
            case MAXIMUM -> SchemaKeywords.EXCLUSIVE_MAXIMUM;
            case ENUM,
                    EXCLUSIVE_MINIMUM,
                    EXCLUSIVE_MAXIMUM,
                    MULTIPLE_OF,
                    MIN_LENGTH,
                    MAX_LENGTH,
                    PATTERN,
                    MIN_ITEMS,
                    MAX_ITEMS -> keyword;
        };
    }

    private Expression condition(SchemaKeywords keyword, String field, String type, Node node) {
        Value operand = literal(node);
        if (!keyword.takes(operand)) {
            throw text.syntax(
                    "\"" + keyword.word() + "\" of \"" + field + "\" cannot be " + node.kind() + " such as this",
                    node,
                    keyword == SchemaKeywords.ENUM ? "list values of one type, null not among them" : null);
        }
        boolean otherKind = keyword == SchemaKeywords.ENUM
                && !((Value.Array) operand).elements().getFirst().typeName().equals(type)
                && !(((Value.Array) operand).elements().getFirst().isNumber()
                        && List.of("int64", "double", "decimal128").contains(type));
        if (!keyword.fits(type) || otherKind) {
            throw text.syntax(
                    "\"" + keyword.word() + "\" says nothing about \"" + field + "\", which is " + type,
                    node,
                    "declare the field as " + String.join(" or ", keyword.types()));
        }
        return keyword.condition(Expressions.field(field), operand);
    }

    private Expression written(Node node) {
        String condition = values.string(node, "an LQL condition");
        try {
            return LqlLanguage.parseExpression(condition);
        } catch (QueryError e) {
            // The error's place is one within the condition's text; here the whole string is to blame.
            throw new QueryError(
                    e.code(),
                    "in the check: " + e.detail(),
                    text.position(node),
                    e.hint().orElse(null));
        }
    }
}
