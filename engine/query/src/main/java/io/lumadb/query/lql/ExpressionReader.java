package io.lumadb.query.lql;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.language.Suggestions;
import io.lumadb.query.language.TypeNames;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Expression.ArithmeticOperator;
import io.lumadb.query.statement.Expression.ComparisonOperator;
import io.lumadb.query.statement.Expression.TextOperator;
import io.lumadb.query.statement.Expressions;
import io.lumadb.query.statement.Statement.Query;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Reads the expressions of a parsed text. One object serves one query or write, in text order, since it numbers its {@code ?}. */
final class ExpressionReader {

    /** A sum of more terms would make a tree too deep to walk. */
    private static final int MOST_TERMS = 1_000;

    /** Reading digits takes time that grows with their square. */
    private static final int MOST_DIGITS = 1_000;

    private final String text;
    private final @Nullable String qualifier;
    private @Nullable String clauseWithoutAggregates;
    private final Questions questions;
    private final Intervals intervals;

    /** @param qualifier what may stand before a path to mean the one source, its alias or else its name */
    ExpressionReader(String text, Questions questions, @Nullable String qualifier) {
        this.text = text;
        this.questions = questions;
        this.intervals = new Intervals(text);
        this.qualifier = qualifier;
    }

    /** Reads a condition on single documents, in which aggregates have no meaning. */
    Expression readCondition(LqlParser.ExpressionContext context, String clause) {
        clauseWithoutAggregates = clause;
        Expression condition = read(context);
        clauseWithoutAggregates = null;
        return condition;
    }

    Expression read(LqlParser.ExpressionContext context) {
        LqlParser.@Nullable PrimaryContext alone = alone(context);
        if (alone != null) {
            return primary(alone);
        }
        List<Expression> operands = new ArrayList<>();
        for (LqlParser.ConjunctionContext conjunction : context.conjunction()) {
            operands.add(conjunction(conjunction));
        }
        return Expressions.or(operands);
    }

    /** The primary that an expression is nothing but, as in long lists of values, whose levels need not be asked one by one. */
    private static LqlParser.@Nullable PrimaryContext alone(LqlParser.ExpressionContext context) {
        ParseTree part = context;
        while (part.getChildCount() == 1 && !(part instanceof LqlParser.PrimaryContext)) {
            part = part.getChild(0);
        }
        return part instanceof LqlParser.PrimaryContext primary && primary.interval() == null ? primary : null;
    }

    private Expression conjunction(LqlParser.ConjunctionContext context) {
        List<Expression> operands = new ArrayList<>();
        for (LqlParser.NegationContext negation : context.negation()) {
            operands.add(negation(negation));
        }
        return Expressions.and(operands);
    }

    private Expression negation(LqlParser.NegationContext context) {
        Expression condition = predicate(context.predicate());
        for (int i = 0; i < bounded(context, context.NOT().size()); i++) {
            condition = new Expression.Not(condition);
        }
        return condition;
    }

    private Expression predicate(LqlParser.PredicateContext context) {
        Expression operand = sum(context.sum());
        LqlParser.PredicateTailContext tail = context.predicateTail();
        if (tail == null) {
            return operand;
        }
        if (tail.quantifier() != null) {
            return new Expression.Quantified(
                    comparison(tail.comparisonOperator()),
                    operand,
                    tail.quantifier().ALL() != null ? Expression.Quantifier.ALL : Expression.Quantifier.ANY,
                    subquery(tail.query()));
        }
        if (tail.comparisonOperator() != null) {
            return new Expression.Comparison(comparison(tail.comparisonOperator()), operand, sum(tail.sum()));
        }
        Expression condition;
        if (tail.MISSING() != null) {
            condition = new Expression.IsMissing(operand);
        } else if (tail.NULL() != null) {
            condition = new Expression.IsNull(operand);
        } else {
            condition = positive(operand, tail.positiveTail());
        }
        return tail.NOT() == null ? condition : new Expression.Not(condition);
    }

    private Expression positive(Expression operand, LqlParser.PositiveTailContext tail) {
        if (tail.query() != null) {
            return new Expression.InSubquery(operand, subquery(tail.query()));
        }
        if (tail.IN() != null) {
            return new Expression.In(operand, all(tail.expression()));
        }
        if (tail.BETWEEN() != null) {
            return new Expression.Between(operand, sum(tail.low), sum(tail.high));
        }
        return new Expression.TextMatch(textOperator(tail.textOperator()), operand, sum(tail.sum(0)));
    }

    private Query subquery(LqlParser.QueryContext context) {
        return new QueryReader(text, questions).read(context);
    }

    private static ComparisonOperator comparison(LqlParser.ComparisonOperatorContext context) {
        return switch (context.getStart().getType()) {
            case LqlLexer.EQUAL -> ComparisonOperator.EQUAL;
            case LqlLexer.NOT_EQUAL -> ComparisonOperator.NOT_EQUAL;
            case LqlLexer.LESS -> ComparisonOperator.LESS;
            case LqlLexer.LESS_OR_EQUAL -> ComparisonOperator.LESS_OR_EQUAL;
            case LqlLexer.GREATER -> ComparisonOperator.GREATER;
            default -> ComparisonOperator.GREATER_OR_EQUAL;
        };
    }

    private static TextOperator textOperator(LqlParser.TextOperatorContext context) {
        return switch (context.getStart().getType()) {
            case LqlLexer.LIKE -> TextOperator.LIKE;
            case LqlLexer.ILIKE -> TextOperator.ILIKE;
            case LqlLexer.CONTAINS -> TextOperator.CONTAINS;
            case LqlLexer.STARTS -> TextOperator.STARTS_WITH;
            case LqlLexer.ENDS -> TextOperator.ENDS_WITH;
            default -> TextOperator.MATCHES;
        };
    }

    Expression sum(LqlParser.SumContext context) {
        int terms = bounded(context, context.product().size());
        int first = intervals.before(context);
        Expression left = intervals.addedTo(product(context.product(first)), context, first);
        for (int i = first + 1; i < terms; i++) {
            LqlParser.@Nullable IntervalContext interval = Intervals.of(context.product(i));
            ArithmeticOperator operator = Intervals.operator(context, i);
            left = interval == null
                    ? new Expression.Arithmetic(operator, left, product(context.product(i)))
                    : intervals.shifted(left, operator, interval);
        }
        return left;
    }

    /** The distance of a frame's edge: an interval there is one by the calendar, see {@link Expression#INTERVAL}. */
    Expression distance(LqlParser.SumContext context) {
        LqlParser.@Nullable IntervalContext interval =
                context.product().size() == 1 ? Intervals.of(context.product(0)) : null;
        return interval == null ? sum(context) : intervals.distance(interval);
    }

    private Expression product(LqlParser.ProductContext context) {
        Expression left = signed(context.signed(0));
        for (int i = 1; i < bounded(context, context.signed().size()); i++) {
            ArithmeticOperator operator =
                    switch (context.productOperator(i - 1).getStart().getType()) {
                        case LqlLexer.STAR -> ArithmeticOperator.MULTIPLY;
                        case LqlLexer.SLASH -> ArithmeticOperator.DIVIDE;
                        default -> ArithmeticOperator.REMAINDER;
                    };
            left = new Expression.Arithmetic(operator, left, signed(context.signed(i)));
        }
        return left;
    }

    private int bounded(ParserRuleContext context, int terms) {
        if (terms > MOST_TERMS) {
            throw new QueryError(
                    ErrorCode.TOO_LARGE,
                    "an expression of " + terms + " terms, the most are " + MOST_TERMS,
                    Positions.of(text, context),
                    "write a long list of values as x IN (…)");
        }
        return terms;
    }

    /** A minus right before a number belongs to the number, so that the smallest int64 can be written. */
    private Expression signed(LqlParser.SignedContext context) {
        int minuses = bounded(context, context.MINUS().size());
        LqlParser.NumberContext number = context.primary().number();
        Expression operand;
        if (number != null && minuses > 0) {
            operand = number("-" + digits(number), number);
            minuses--;
        } else {
            operand = primary(context.primary());
        }
        for (int i = 0; i < minuses; i++) {
            operand = new Expression.Negate(operand);
        }
        return operand;
    }

    private Expression number(String digits, LqlParser.NumberContext context) {
        Value value = Literals.number(digits);
        if (value instanceof Value.Float64(double number) && Double.isInfinite(number)) {
            throw QueryError.syntax(
                    digits + " is beyond the greatest number",
                    Positions.of(text, context),
                    "a double goes to 1.79e308");
        }
        return new Expression.Literal(value);
    }

    private String digits(LqlParser.NumberContext number) {
        String digits = number.getText();
        if (digits.length() > MOST_DIGITS) {
            throw new QueryError(
                    ErrorCode.TOO_LARGE,
                    "a number of " + digits.length() + " characters, the most are " + MOST_DIGITS,
                    Positions.of(text, number),
                    "a decimal has 34 digits, a double 17; texts stand in 'quotes'");
        }
        return digits;
    }

    private Expression primary(LqlParser.PrimaryContext context) {
        if (context.path() != null) {
            return new Expression.Field(path(context.path()));
        }
        if (context.number() != null) {
            return number(digits(context.number()), context.number());
        }
        if (context.STRING() != null) {
            return new Expression.Literal(
                    Value.of(Literals.unquoted(context.STRING().getText())));
        }
        if (context.typedLiteral() != null) {
            return new Expression.Literal(Literals.typed(context.typedLiteral(), text));
        }
        if (context.parameter() != null) {
            return parameter(context.parameter());
        }
        if (context.objectLiteral() != null) {
            return object(context.objectLiteral());
        }
        if (context.arrayLiteral() != null) {
            return Expressions.array(all(context.arrayLiteral().expression()));
        }
        if (context.caseExpression() != null) {
            return caseExpression(context.caseExpression());
        }
        return compound(context);
    }

    private Expression compound(LqlParser.PrimaryContext context) {
        if (context.CAST() != null) {
            return new Expression.Cast(read(context.expression()), typeName(context.typeName()));
        }
        Optional<Expression> worded = new WordedCalls(this).read(context);
        if (worded.isPresent()) {
            return worded.get();
        }
        if (context.interval() != null) {
            throw intervals.misplaced(context.interval());
        }
        if (context.query() != null) {
            Query query = subquery(context.query());
            return context.EXISTS() != null ? new Expression.Exists(query) : new Expression.Subquery(query);
        }
        if (context.aggregate() != null || context.call() != null) {
            return new CallReader(text, this).read(context, Optional.ofNullable(clauseWithoutAggregates));
        }
        if (context.expression() != null) {
            return read(context.expression());
        }
        return new Expression.Literal(
                context.TRUE() != null ? Value.TRUE : context.FALSE() != null ? Value.FALSE : Value.NULL);
    }

    Expression parameter(LqlParser.ParameterContext context) {
        if (context.QUESTION() == null) {
            return new Expression.Parameter(word(context.anyWord()));
        }
        if (context.INTEGER() != null) {
            return new Expression.Parameter(context.INTEGER().getText());
        }
        return new Expression.Parameter(Integer.toString(questions.next()));
    }

    Expression object(LqlParser.ObjectLiteralContext context) {
        List<Map.Entry<String, Expression>> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (LqlParser.ObjectFieldContext field : context.objectField()) {
            String name = field.STRING() == null
                    ? word(field.anyWord())
                    : Literals.unquoted(field.STRING().getText());
            if (!names.add(name)) {
                throw QueryError.syntax(
                        "the field '" + name + "' stands twice in one object",
                        Positions.of(text, field),
                        "keep one of the two");
            }
            fields.add(Map.entry(name, read(field.expression())));
        }
        return Expressions.object(fields);
    }

    private Expression caseExpression(LqlParser.CaseExpressionContext context) {
        Optional<Expression> operand = Optional.ofNullable(context.operand).map(this::read);
        List<Expression.When> branches = new ArrayList<>();
        for (LqlParser.WhenBranchContext branch : context.whenBranch()) {
            branches.add(new Expression.When(read(branch.condition), read(branch.result)));
        }
        return new Expression.Case(
                operand, branches, Optional.ofNullable(context.otherwise).map(this::read));
    }

    List<Expression> all(List<LqlParser.ExpressionContext> contexts) {
        List<Expression> expressions = new ArrayList<>(contexts.size());
        for (LqlParser.ExpressionContext context : contexts) {
            expressions.add(read(context));
        }
        return expressions;
    }

    FieldPath path(LqlParser.PathContext context) {
        List<FieldPath.Segment> segments = new ArrayList<>();
        segments.add(new FieldPath.Field(name(context.identifier())));
        for (LqlParser.PathStepContext step : context.pathStep()) {
            TerminalNode index = step.INTEGER();
            segments.add(
                    index == null
                            ? new FieldPath.Field(word(step.anyWord()))
                            : new FieldPath.Subscript(subscript(step, index.getSymbol())));
        }
        boolean qualified = segments.size() > 1
                && segments.get(1) instanceof FieldPath.Field
                && segments.getFirst().equals(new FieldPath.Field(String.valueOf(qualifier)));
        return new FieldPath(qualifier != null && qualified ? segments.subList(1, segments.size()) : segments);
    }

    private int subscript(LqlParser.PathStepContext step, Token digits) {
        try {
            return Integer.parseInt((step.MINUS() == null ? "" : "-") + digits.getText());
        } catch (NumberFormatException e) {
            throw QueryError.syntax(
                    "the subscript " + digits.getText() + " is too large",
                    Positions.of(text, digits),
                    "arrays have at most " + Integer.MAX_VALUE + " elements");
        }
    }

    String typeName(LqlParser.TypeNameContext context) {
        String written = name(context.identifier());
        return TypeNames.canonical(written)
                .orElseThrow(() -> QueryError.syntax(
                        "there is no type '" + written + "'",
                        Positions.of(text, context),
                        Optional.ofNullable(Suggestions.didYouMean(written, TypeNames.all()))
                                .orElse("types are " + String.join(", ", TypeNames.all()))));
    }

    String name(LqlParser.IdentifierContext context) {
        return Identifiers.unquoted(context.getText());
    }

    private String word(LqlParser.AnyWordContext context) {
        return Identifiers.unquoted(context.getText());
    }
}
