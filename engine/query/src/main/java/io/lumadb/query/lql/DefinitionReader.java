package io.lumadb.query.lql;

import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionSchema;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.PolicyObjects;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.TextPosition;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;

/** Reads the statements about collections and indexes. */
final class DefinitionReader {

    private final String text;
    private final ExpressionReader expressions;

    DefinitionReader(String text) {
        this.text = text;
        this.expressions = new ExpressionReader(text, new Questions(), null);
    }

    Statement read(LqlParser.StatementContext context) {
        if (context.createStatement() != null) {
            LqlParser.CreateStatementContext create = context.createStatement();
            return create.createCollection() != null
                    ? createCollection(create.createCollection())
                    : createIndex(create.createIndex());
        }
        if (context.dropStatement() != null) {
            return drop(context.dropStatement());
        }
        if (context.alterStatement() != null) {
            return alter(context.alterStatement());
        }
        if (context.describeStatement() != null) {
            return new Statement.Describe(name(context.describeStatement().identifier()));
        }
        return context.showStatement().COLLECTIONS() != null
                ? new Statement.ShowCollections()
                : new Statement.ShowIndexes(name(context.showStatement().identifier()));
    }

    private static String name(LqlParser.IdentifierContext context) {
        return Identifiers.unquoted(context.getText());
    }

    private Statement createCollection(LqlParser.CreateCollectionContext context) {
        return new Statement.CreateCollection(
                name(context.identifier()),
                context.IF() != null,
                Optional.ofNullable(context.schemaRules()).map(this::schema));
    }

    private CollectionSchema schema(LqlParser.SchemaRulesContext context) {
        List<CollectionSchema.FieldRule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (LqlParser.FieldRuleContext rule : context.fieldRule()) {
            if (!names.add(name(rule.identifier()))) {
                throw QueryError.syntax(
                        "the field '" + name(rule.identifier()) + "' is declared twice",
                        Positions.of(text, rule),
                        "keep one of the two");
            }
            rules.add(fieldRule(rule));
        }
        return new CollectionSchema(rules, context.STRICT() != null);
    }

    private Statement alter(LqlParser.AlterStatementContext context) {
        if (context.TIERING() != null) {
            return setTiering(context);
        }
        return new Statement.SetSchema(
                name(context.identifier()),
                Optional.ofNullable(context.schemaRules()).map(this::schema));
    }

    private CollectionSchema.FieldRule fieldRule(LqlParser.FieldRuleContext context) {
        boolean required = false;
        Optional<CollectionSchema.Default> standard = Optional.empty();
        Optional<String> check = Optional.empty();
        for (LqlParser.FieldConstraintContext constraint : context.fieldConstraint()) {
            if (constraint.NOT() != null) {
                required = true;
            } else if (constraint.DEFAULT() != null) {
                standard = Optional.of(standard(constraint.expression()));
            } else {
                Expression condition = expressions.readCondition(constraint.expression(), "CHECK");
                check = Optional.of(new ExpressionPrinter(Optional.empty()).print(condition));
            }
        }
        return new CollectionSchema.FieldRule(
                name(context.identifier()), expressions.typeName(context.typeName()), required, standard, check);
    }

    private CollectionSchema.Default standard(LqlParser.ExpressionContext context) {
        Expression expression = expressions.readCondition(context, "DEFAULT");
        if (expression instanceof Expression.Literal(Value value)) {
            return new CollectionSchema.Default.Constant(value);
        }
        if (!Expressions.standsAlone(expression)) {
            throw new QueryError(
                    ErrorCode.INVALID_QUERY,
                    "a default cannot depend on fields, parameters or queries",
                    Positions.of(text, context),
                    "write a constant, or functions of constants such as NOW()");
        }
        return new CollectionSchema.Default.Computed(new ExpressionPrinter(Optional.empty()).print(expression));
    }

    private Value constant(LqlParser.ExpressionContext context, String where) {
        if (expressions.readCondition(context, where) instanceof Expression.Literal(Value value)) {
            return value;
        }
        throw new QueryError(
                ErrorCode.INVALID_QUERY,
                "an option of " + where + " is a constant",
                Positions.of(text, context),
                "write a number, a 'string', TRUE, FALSE, NULL, […] or {…}");
    }

    private Statement createIndex(LqlParser.CreateIndexContext context) {
        List<IndexDefinition.IndexField> fields = new ArrayList<>();
        for (LqlParser.IndexFieldContext field : context.indexField()) {
            fields.add(new IndexDefinition.IndexField(expressions.path(field.path()), field.DESC() != null));
        }
        Map<String, Value> options = new HashMap<>();
        for (LqlParser.IndexOptionContext option : context.indexOption()) {
            options.put(name(option.identifier()), constant(option.expression(), "WITH"));
        }
        IndexDefinition index = new IndexDefinition(
                0, name(context.name), fields, kind(context), !context.UNIQUE().isEmpty(), options);
        return new Statement.CreateIndex(name(context.collection), index);
    }

    private static IndexDefinition.Kind kind(LqlParser.CreateIndexContext context) {
        if (context.HASH() != null) {
            return IndexDefinition.Kind.HASH;
        }
        if (context.FULLTEXT() != null) {
            return IndexDefinition.Kind.FULLTEXT;
        }
        return context.VECTOR() != null ? IndexDefinition.Kind.VECTOR : IndexDefinition.Kind.BTREE;
    }

    private static Statement drop(LqlParser.DropStatementContext context) {
        if (context.dropCollection() != null) {
            return new Statement.DropCollection(
                    name(context.dropCollection().identifier()),
                    context.dropCollection().IF() != null);
        }
        return new Statement.DropIndex(name(context.dropIndex().name), name(context.dropIndex().collection));
    }

    private Statement setTiering(LqlParser.AlterStatementContext context) {
        ParserRuleContext literal = context.objectLiteral();
        TextPosition position = Positions.of(text, literal);
        if (expressions.object(context.objectLiteral()) instanceof Expression.Literal(Value.Obj policy)) {
            return new Statement.SetTiering(name(context.identifier()), PolicyObjects.read(policy, position));
        }
        throw new QueryError(
                ErrorCode.INVALID_QUERY,
                "a tiering policy is made of literals",
                position,
                "write {warm_policy: {age_threshold_seconds: 3600}}");
    }
}
