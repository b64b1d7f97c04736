package io.lumadb.query.lql;

import io.lumadb.document.Value;
import io.lumadb.query.statement.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads SQL's functions that have words between their arguments. They are calls like others by another spelling. */
final class WordedCalls {

    private final ExpressionReader expressions;

    WordedCalls(ExpressionReader expressions) {
        this.expressions = expressions;
    }

    /** Empty for anything else. */
    Optional<Expression> read(LqlParser.PrimaryContext context) {
        if (context.extraction() != null) {
            String part = expressions.name(context.extraction().identifier()).toLowerCase(Locale.ROOT);
            return Optional.of(
                    call("EXTRACT", text(part), read(context.extraction().expression())));
        }
        if (context.tryCast() != null) {
            return Optional.of(tryCast(context.tryCast()));
        }
        if (context.statementTime() != null) {
            boolean date = context.statementTime().CURRENT_DATE() != null;
            return Optional.of(call(date ? "CURRENT_DATE" : "NOW"));
        }
        if (context.position() != null) {
            return Optional.of(position(context.position()));
        }
        if (context.substring() != null) {
            return Optional.of(substring(context.substring()));
        }
        return Optional.ofNullable(context.trim()).map(this::trim);
    }

    private static Expression call(String name, Expression... arguments) {
        return new Expression.Call(name, List.of(arguments));
    }

    private static Expression text(String value) {
        return new Expression.Literal(Value.of(value));
    }

    private Expression read(LqlParser.ExpressionContext context) {
        return expressions.read(context);
    }

    private Expression tryCast(LqlParser.TryCastContext context) {
        Expression operand = read(context.expression(0));
        return call(
                "TRY_CAST",
                operand,
                context.typeName() != null
                        ? text(expressions.typeName(context.typeName()))
                        : read(context.expression(1)));
    }

    private Expression position(LqlParser.PositionContext context) {
        Expression part = expressions.sum(context.part);
        return call(
                "POSITION", part, context.whole != null ? expressions.sum(context.whole) : read(context.expression()));
    }

    private Expression substring(LqlParser.SubstringContext context) {
        List<Expression> arguments = new ArrayList<>(expressions.all(context.expression()));
        LqlParser.SubstringFromContext from = context.substringFrom();
        if (from != null) {
            arguments.add(from.start != null ? read(from.start) : new Expression.Literal(Value.of(1)));
            if (from.length != null) {
                arguments.add(read(from.length));
            }
        }
        return new Expression.Call("SUBSTRING", arguments);
    }

    /** Arguments are read in text order, since they may be numbered parameters. */
    private Expression trim(LqlParser.TrimContext context) {
        String side = context.side == null ? "BOTH" : context.side.getText().toUpperCase(Locale.ROOT);
        String name = switch (side) {
            case "LEADING" -> "LTRIM";
            case "TRAILING" -> "RTRIM";
            default -> "TRIM";
        };
        if (context.whole == null) {
            return new Expression.Call(name, expressions.all(context.expression()));
        }
        Optional<Expression> characters = Optional.ofNullable(
                        context.characters != null ? context.characters : context.first)
                .map(this::read);
        Expression whole = read(context.whole);
        return characters.isPresent() ? call(name, whole, characters.get()) : call(name, whole);
    }
}
