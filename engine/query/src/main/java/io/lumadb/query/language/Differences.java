package io.lumadb.query.language;

import io.lumadb.document.Document;
import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.jql.vocabulary.DateParts;
import io.lumadb.query.jql.vocabulary.ExpressionOperators;
import io.lumadb.query.jql.vocabulary.Operators;
import io.lumadb.query.lql.LqlLanguage;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.AggregateFunction;
import io.lumadb.query.statement.Expression.ArithmeticOperator;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.ExpressionMapping;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.Statement;
import io.lumadb.query.statement.Statement.Change;
import io.lumadb.query.statement.Statement.Query;
import io.lumadb.query.statement.Statement.Returning;
import io.lumadb.query.statement.Statement.SelectItem;
import io.lumadb.query.statement.Statement.SortKey;
import io.lumadb.query.statement.Statement.Source;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the places in a statement where document rules and SQL's differ. It looks at the statement as it is under document rules,
 * where what is marked as LQL's own means the same in both. Used for one statement, by one thread.
 */
final class Differences {

    /** The functions that stand for operators of MongoDB, though they differ in more than what they refuse. */
    private static final Map<String, List<Difference>> FUNCTIONS = Map.of(
            "UPPER", List.of(Difference.TEXTS_OF_NULL),
            "LOWER", List.of(Difference.TEXTS_OF_NULL),
            "ROUND", List.of(Difference.HALVES),
            "OBJECT_MERGE", List.of(Difference.OBJECTS_OF_NULL),
            "POWER", List.of(Difference.WHOLE_POWERS, Difference.NOT_A_NUMBER_COMPUTED),
            "SQRT", List.of(Difference.NOT_A_NUMBER_COMPUTED),
            "EXP", List.of(Difference.NOT_A_NUMBER_COMPUTED),
            "LN", List.of(Difference.NOT_A_NUMBER_COMPUTED),
            "LOG10", List.of(Difference.NOT_A_NUMBER_COMPUTED));

    private static final Set<String> UNFAILING = Set.of("COALESCE", "RANDOM");

    private final Map<Difference, Set<String>> found = new EnumMap<>(Difference.class);

    private Differences() {}

    /** The differences of a statement in its form under document rules, each with what it is about. */
    static Map<Difference, Set<String>> of(Statement statement) {
        Differences differences = new Differences();
        PipelineForms.arrays(statement).forEach(path -> differences.add(Difference.UNWOUND, path.toString()));
        differences.statement(statement);
        return differences.found;
    }

    private void add(Difference difference, String about) {
        found.computeIfAbsent(difference, _ -> new TreeSet<>()).add(about);
    }

    private void statement(Statement statement) {
        switch (statement) {
            case Query query -> query(query);
            case Statement.InsertQuery insert -> query(insert.query());
            case Statement.Update update -> {
                update.changes().forEach(this::change);
                update.where().ifPresent(where -> filter(where, false));
                update.orderBy().forEach(key -> sortKey(key, List.of()));
                update.returning().map(Returning::items).ifPresent(this::items);
            }
            case Statement.Delete delete -> {
                delete.where().ifPresent(where -> filter(where, false));
                delete.orderBy().forEach(key -> sortKey(key, List.of()));
                delete.returning().map(Returning::items).ifPresent(this::items);
            }
            case Statement.Explain(boolean _, Statement explained) -> statement(explained);
            case Statement.Insert _,
                    Statement.CreateCollection _,
                    Statement.DropCollection _,
                    Statement.SetSchema _,
                    Statement.SetTiering _,
                    Statement.CreateIndex _,
                    Statement.DropIndex _,
                    Statement.ShowCollections _,
                    Statement.ShowIndexes _,
                    Statement.Describe _ -> {}
        }
    }

    private void query(Query query) {
        switch (query) {
            case Statement.Select select -> select(select);
            case Statement.SetOperation operation -> {
                query(operation.left());
                query(operation.right());
                operation.orderBy().forEach(key -> sortKey(key, List.of()));
            }
            case Statement.With with -> {
                with.tables().forEach(table -> query(table.query()));
                query(with.body());
            }
        }
    }

    private void select(Statement.Select select) {
        select.from().ifPresent(this::source);
        select.where().ifPresent(where -> filter(where, false));
        select.groupBy().forEach(this::value);
        select.having().ifPresent(having -> filter(having, false));
        items(select.items());
        select.orderBy().forEach(key -> sortKey(key, select.items()));
        DistinctForm.path(select).ifPresent(path -> add(Difference.DISTINCT, path.toString()));
    }

    private void source(Source source) {
        switch (source) {
            case Source.Derived(Query query, String _, List<String> _) -> query(query);
            case Source.Join(var _, Source left, Source right, var condition) -> {
                source(left);
                source(right);
                condition.ifPresent(this::value);
            }
            case Source.Collection _, Source.Unnest _ -> {}
        }
    }

    private void items(List<SelectItem> items) {
        for (SelectItem item : items) {
            switch (item) {
                case SelectItem.Computed(Expression value, var _) -> value(value);
                case SelectItem.Placed(FieldPath _, Expression value) -> value(value);
                case SelectItem.Root(Expression document) -> value(document);
                case SelectItem.AllFields _, SelectItem.SourceFields _, SelectItem.Kept _ -> {}
            }
        }
    }

    private void change(Change change) {
        switch (change) {
            case Change.SetField(FieldPath _, Expression value) -> value(value);
            case Change.Increment(FieldPath path, Expression by) -> {
                add(Difference.INCREMENTED, path.toString());
                value(by);
            }
            case Change.Reshape(List<SelectItem> items) -> items(items);
            case Change.UnsetField _, Change.DocumentChange _ -> {}
        }
    }

    private void sortKey(SortKey key, List<SelectItem> items) {
        Expression named = items.stream()
                .filter(SelectItem.Computed.class::isInstance)
                .map(SelectItem.Computed.class::cast)
                .filter(item -> key.expression().equals(Expressions.field(ColumnNames.of(item))))
                .map(SelectItem.Computed::expression)
                .findFirst()
                .orElse(key.expression());
        if (mayBeArray(named)) {
            add(Difference.SORTED, LqlLanguage.print(key.expression()));
        }
    }

    private static boolean mayBeArray(Expression value) {
        return !ValueForms.isReal(value)
                && switch (value) {
                    case Expression.Field(FieldPath path) -> !path.equals(FieldPath.of(Document.ID));
                    case Expression.SqlValue(Expression operand) -> mayBeArray(operand);
                    case Expression.Aggregate aggregate ->
                        switch (aggregate.function()) {
                            case MIN, MAX, FIRST, LAST, ARRAY_AGG -> true;
                            case COUNT, SUM, AVG, STDDEV, VARIANCE, STRING_AGG, MEDIAN, PERCENTILE -> false;
                        };
                    case Expression.Arithmetic(ArithmeticOperator operator, var _, var _) ->
                        operator == ArithmeticOperator.CONCATENATE;
                    case Expression.Negate _ -> false;
                    case Expression.Call(String name, var _) ->
                        !FUNCTIONS.containsKey(name) || name.equals("OBJECT_MERGE");
                    default -> !isCondition(value);
                };
    }

    /** @param negated whether it stands under a negation, which the filter's answer to what LQL does not know makes true */
    private void filter(Expression condition, boolean negated) {
        switch (condition) {
            case Expression.And(List<Expression> operands) -> operands.forEach(operand -> filter(operand, negated));
            case Expression.Or(List<Expression> operands) -> operands.forEach(operand -> filter(operand, negated));
            case Expression.Not(Expression operand) -> filter(operand, true);
            case Expression.Evaluated(Expression operand) -> {
                truth(operand);
                value(operand);
            }
            case Expression.Literal(Value value) -> {
                if (negated || !value.isNull()) {
                    truth(condition);
                }
            }
            default -> test(condition, negated);
        }
    }

    private void test(Expression condition, boolean negated) {
        switch (condition) {
            case Expression.Comparison(ComparisonOperator operator, Expression left, Expression right) -> {
                compared(left, negated || operator == ComparisonOperator.NOT_EQUAL);
                boolean less = operator == ComparisonOperator.LESS || operator == ComparisonOperator.LESS_OR_EQUAL;
                boolean number = right instanceof Expression.Literal(Value value) && value.isNumber();
                if (less && (number || right instanceof Expression.Parameter)) {
                    name(left).ifPresent(field -> add(Difference.NOT_A_NUMBER, field));
                }
                parameter(right);
            }
            case Expression.In(Expression operand, List<Expression> candidates) -> {
                compared(operand, negated);
                candidates.forEach(this::parameter);
            }
            case Expression.Between(Expression operand, Expression low, Expression high) -> {
                compared(operand, negated);
                parameter(low);
                parameter(high);
            }
            case Expression.TextMatch(var _, Expression operand, Expression pattern) -> {
                compared(operand, negated);
                parameter(pattern);
            }
            case Expression.IsNull(Expression operand) -> compared(operand, false);
            case Expression.IsMissing(Expression.Field(FieldPath path)) -> {
                if (!path.isTopLevel()) {
                    add(Difference.COMPARED, path.toString());
                }
            }
            default -> value(condition);
        }
    }

    private void compared(Expression subject, boolean negated) {
        if (subject instanceof Expression.Arithmetic(ArithmeticOperator _, Expression operand, Expression _)) {
            name(operand).ifPresent(field -> add(Difference.REMAINDERS, field));
        }
        name(subject).ifPresent(field -> add(Difference.COMPARED, field));
        if (negated) {
            add(Difference.DENIED, name(subject).orElseGet(() -> LqlLanguage.print(subject)));
        }
        if (subject instanceof Expression.Aggregate) {
            value(subject);
        }
    }

    /** The field that a test is about, where it may hold an array: {@code _id} does not. */
    private static Optional<String> name(Expression subject) {
        return switch (subject) {
            case Expression.Field(FieldPath path) ->
                path.equals(FieldPath.of(Document.ID)) ? Optional.empty() : Optional.of(path.toString());
            case Expression.Call(String _, List<Expression> arguments)
            when arguments.size() == 1 -> name(arguments.getFirst());
            case Expression.Arithmetic(ArithmeticOperator _, Expression operand, Expression _) -> name(operand);
            default -> mayBeArray(subject) ? Optional.of(LqlLanguage.print(subject)) : Optional.empty();
        };
    }

    private void parameter(Expression operand) {
        if (operand instanceof Expression.Parameter) {
            add(Difference.PARAMETERS, LqlLanguage.print(operand));
        }
    }

    /** Looks at a value and all that it is computed from. */
    private void value(Expression value) {
        if (value instanceof Expression.SqlValue(Expression operand)) {
            ExpressionMapping.visit(operand, part -> {
                if (part instanceof Expression.Aggregate) {
                    value(part);
                }
            });
            return;
        }
        if (ValueForms.isReal(value)) {
            return;
        }
        note(value);
        ExpressionMapping.parts(value, part -> {
            if (part.equals(value)) {
                return Optional.empty();
            }
            value(part);
            return Optional.of(part);
        });
    }

    private void note(Expression value) {
        switch (value) {
            case Expression.Field(FieldPath path)
            when !path.isTopLevel() -> add(Difference.FANNED_OUT, path.toString());
            case Expression.Negate _ -> add(Difference.REFUSED, "$negate");
            case Expression.Arithmetic arithmetic -> {
                String operator = Operators.name(Operators.ARITHMETIC, arithmetic.operator());
                add(Difference.REFUSED, operator);
                switch (arithmetic.operator()) {
                    case ADD, SUBTRACT, MULTIPLY -> add(Difference.PAST_INT64, operator);
                    case DIVIDE, REMAINDER, CONCATENATE -> {}
                }
            }
            case Expression.Cast _ -> add(Difference.CONVERTED, "$convert");
            case Expression.Call call -> call(call);
            // These are said by IS NULL and IS MISSING.
            case Expression.Comparison(var _, Expression _, Expression.Literal(Value.Null _)) -> {}
            case Expression.Comparison _, Expression.In _, Expression.Between _, Expression.TextMatch _ ->
                add(Difference.COMPARED_KINDS, LqlLanguage.print(value));
            case Expression.And(List<Expression> operands) -> operands.forEach(this::truth);
            case Expression.Or(List<Expression> operands) -> operands.forEach(this::truth);
            case Expression.Not(Expression operand) -> truth(operand);
            case Expression.Case choice -> choice(choice);
            case Expression.Aggregate(AggregateFunction function, var operand, var _, var _, var _, var _) -> {
                boolean sum = function == AggregateFunction.SUM;
                if (sum || function == AggregateFunction.ARRAY_AGG) {
                    operand.ifPresent(it -> add(sum ? Difference.SUMMED : Difference.GATHERED, LqlLanguage.print(it)));
                }
            }
            default -> {}
        }
    }

    private void call(Expression.Call call) {
        String name = call.name();
        ExpressionOperators.ofFunction(name)
                .filter(_ -> !UNFAILING.contains(name))
                .ifPresent(operator -> {
                    add(Difference.REFUSED, operator.name());
                    FUNCTIONS.getOrDefault(name, List.of()).forEach(difference -> add(difference, operator.name()));
                });
        if (name.equals("COALESCE") && !ValueForms.isShared(name, call.arguments())) {
            add(Difference.MISSING, "$ifNull");
        }
        if (name.equals("DATE_TRUNC")) {
            add(Difference.REFUSED, "$dateTrunc");
        }
        if (name.equals("EXTRACT")
                && !call.arguments().isEmpty()
                && call.arguments().getFirst() instanceof Expression.Literal(Value.Text(String part))) {
            DateParts.operator(part).ifPresent(operator -> add(Difference.REFUSED, operator));
        }
    }

    private void choice(Expression.Case choice) {
        for (Expression.When branch : choice.branches()) {
            if (choice.operand().isPresent()) {
                add(
                        Difference.COMPARED_KINDS,
                        LqlLanguage.print(choice.operand().get()));
            } else {
                truth(branch.condition());
            }
        }
        if (choice.otherwise().isEmpty()) {
            add(Difference.REFUSED, "$switch");
        }
    }

    private void truth(Expression condition) {
        if (!isCondition(condition)) {
            add(Difference.TRUTH, LqlLanguage.print(condition));
        }
    }

    private static boolean isCondition(Expression value) {
        return switch (value) {
            case Expression.Comparison _,
                    Expression.And _,
                    Expression.Or _,
                    Expression.Not _,
                    Expression.In _,
                    Expression.Between _,
                    Expression.IsNull _,
                    Expression.IsMissing _,
                    Expression.TextMatch _,
                    Expression.AnyElement _,
                    Expression.SqlValue _ -> true;
            case Expression.Literal(Value literal) -> literal instanceof Value.Bool;
            default -> false;
        };
    }
}
