package io.lumadb.query.statement;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Value;
import io.lumadb.query.statement.Statement.Query;
import io.lumadb.query.statement.Statement.SortKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something that has a value for a document, a group or on its own. */
public sealed interface Expression {

    /** The name of the call {@code (amount, unit)} that a frame's distance by the calendar is. */
    String INTERVAL = "INTERVAL";

    record Literal(Value value) implements Expression {}

    /** A field of the document; the first step may be the source's alias. */
    record Field(FieldPath path) implements Expression {}

    /** {@code ?} as its 1-based position in digits, or {@code :name}. Bound before planning. */
    record Parameter(String name) implements Expression {}

    record ArrayLiteral(List<Expression> elements) implements Expression {
        public ArrayLiteral {
            elements = List.copyOf(elements);
        }
    }

    record ObjectLiteral(List<Map.Entry<String, Expression>> fields) implements Expression {
        public ObjectLiteral {
            fields = List.copyOf(fields);
        }
    }

    record Negate(Expression operand) implements Expression {}

    record Arithmetic(ArithmeticOperator operator, Expression left, Expression right) implements Expression {}

    enum ArithmeticOperator {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        REMAINDER,
        CONCATENATE
    }

    record Comparison(ComparisonOperator operator, Expression left, Expression right) implements Expression {}

    enum ComparisonOperator {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL
    }

    /** Two or more operands. */
    record And(List<Expression> operands) implements Expression {
        public And {
            operands = List.copyOf(operands);
        }
    }

    /** Two or more operands. */
    record Or(List<Expression> operands) implements Expression {
        public Or {
            operands = List.copyOf(operands);
        }
    }

    record Not(Expression operand) implements Expression {}

    record In(Expression operand, List<Expression> candidates) implements Expression {
        public In {
            candidates = List.copyOf(candidates);
        }
    }

    /** Both ends included. */
    record Between(Expression operand, Expression low, Expression high) implements Expression {}

    record IsNull(Expression operand) implements Expression {}

    record IsMissing(Expression operand) implements Expression {}

    /** A test of text; CONTAINS also tests membership in an array. */
    record TextMatch(TextOperator operator, Expression operand, Expression pattern) implements Expression {}

    enum TextOperator {
        LIKE,
        ILIKE,
        CONTAINS,
        STARTS_WITH,
        ENDS_WITH,
        /** RE2 syntax, found anywhere in the text. */
        MATCHES
    }

    /** JQL's {@code $elemMatch}: some element of the array fits; paths in the condition start at the element. */
    record AnyElement(FieldPath array, Expression condition) implements Expression {}

    record Case(Optional<Expression> operand, List<When> branches, Optional<Expression> otherwise)
            implements Expression {
        public Case {
            branches = List.copyOf(branches);
        }
    }

    record When(Expression condition, Expression result) {}

    /** {@code type} is a name from {@link Value#typeName()}. */
    record Cast(Expression operand, String type) implements Expression {}

    /** {@code name} in upper case, as the function table has it. */
    record Call(String name, List<Expression> arguments) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** What JQL says beyond the expressions of all languages. */
    sealed interface DocumentForm extends Expression {

        /** JQL's word for it. */
        default String operator() {
            return switch (this) {
                case Evaluated _ -> "$expr";
                case Variable(String name, var _) -> "$$" + name;
                case Let _ -> "$let";
                case MapArray _ -> "$map";
                case FilterArray _ -> "$filter";
                case ReduceArray _ -> "$reduce";
                case SharesValue _ -> "$lookup";
                case SqlValue _ -> "$lql";
            };
        }
    }

    /** A condition computed on whole values, where the conditions around it try an array's elements one by one. */
    record Evaluated(Expression operand) implements DocumentForm {}

    /**
     * A value that an expression around this one has named, or a part of it. {@code ROOT} is the whole document, {@code
     * REMOVE} a missing value; other names begin in lower case.
     */
    record Variable(String name, Optional<FieldPath> path) implements DocumentForm {}

    /** Names values, none of which sees the others, for the body. */
    record Let(List<Map.Entry<String, Expression>> variables, Expression body) implements DocumentForm {
        public Let {
            variables = List.copyOf(variables);
        }
    }

    /** The array of what the body is for each element. */
    record MapArray(Expression array, String variable, Expression body) implements DocumentForm {}

    /** The elements for which the condition is true, at most {@code limit} of them. */
    record FilterArray(Expression array, String variable, Expression condition, Optional<Expression> limit)
            implements DocumentForm {}

    /** What is left when the body has been computed for each element, {@code value} being what it gave before. */
    record ReduceArray(Expression array, Expression initial, Expression body) implements DocumentForm {}

    /**
     * Whether some value that one path leads to equals some value that another one leads to, which is a path of the query
     * around: how {@code $lookup} finds partners. Missing counts as null, and an array on the side around as its elements.
     */
    record SharesValue(Expression own, Expression around) implements DocumentForm {}

    /**
     * A value by SQL's rules, as LQL computes it, where the expressions around it go by MongoDB's. As a whole condition it holds
     * where it is TRUE. Aggregates and group keys within it are the group's, by the statement's rules.
     */
    record SqlValue(Expression operand) implements DocumentForm {}

    /** A query's rows in their order, as an array of objects; empty without rows. */
    record RowArray(Query query) implements Expression {}

    /** A query as a value: its first column of its only row; NULL without a row; an error with more than one. */
    record Subquery(Query query) implements Expression {}

    /** Whether a query's first column has the operand; three-valued as SQL's IN. */
    record InSubquery(Expression operand, Query query) implements Expression {}

    record Exists(Query query) implements Expression {}

    /** {@code operand operator ANY|ALL (query)}. */
    record Quantified(ComparisonOperator operator, Expression operand, Quantifier quantifier, Query query)
            implements Expression {}

    enum Quantifier {
        ANY,
        ALL
    }

    /**
     * {@code operand} is absent for COUNT(*) only.
     *
     * @param argument STRING_AGG's separator or PERCENTILE's fraction from 0 to 1; absent for all others
     * @param orderBy the order in which FIRST, LAST, ARRAY_AGG and STRING_AGG take the rows; others have none
     */
    record Aggregate(
            AggregateFunction function,
            Optional<Expression> operand,
            Optional<Expression> argument,
            boolean distinct,
            List<SortKey> orderBy,
            Optional<Expression> filter)
            implements Expression {
        public Aggregate {
            orderBy = List.copyOf(orderBy);
        }

        /** An aggregate of one operand. */
        public Aggregate(
                AggregateFunction function,
                Optional<Expression> operand,
                boolean distinct,
                Optional<Expression> filter) {
            this(function, operand, Optional.empty(), distinct, List.of(), filter);
        }
    }

    enum AggregateFunction {
        COUNT,
        SUM,
        AVG,
        MIN,
        MAX,
        /** Of a sample, as SQL's STDDEV_SAMP: NULL for fewer than two values. */
        STDDEV,
        /** Of a sample, as SQL's VAR_SAMP: NULL for fewer than two values. */
        VARIANCE,
        FIRST,
        LAST,
        ARRAY_AGG,
        STRING_AGG,
        MEDIAN,
        /** Interpolated between neighbours, as SQL's PERCENTILE_CONT. */
        PERCENTILE
    }

    /**
     * A value computed over rows around the current one.
     *
     * @param function an {@link Aggregate}, or a {@link Call} of ROW_NUMBER, RANK, DENSE_RANK, NTILE, LAG, LEAD,
     *     FIRST_VALUE or LAST_VALUE
     * @param frame absent: up to the current row's peers with an order, otherwise the whole partition
     */
    record Window(Expression function, List<Expression> partitionBy, List<SortKey> orderBy, Optional<Frame> frame)
            implements Expression {
        public Window {
            partitionBy = List.copyOf(partitionBy);
            orderBy = List.copyOf(orderBy);
        }
    }

    record Frame(FrameUnit unit, FrameBound start, FrameBound end) {}

    enum FrameUnit {
        ROWS,
        RANGE
    }

    sealed interface FrameBound {
        record UnboundedPreceding() implements FrameBound {}

        /** So many rows, or so much of the ordering value. */
        record Preceding(Expression distance) implements FrameBound {}

        record CurrentRow() implements FrameBound {}

        record Following(Expression distance) implements FrameBound {}

        record UnboundedFollowing() implements FrameBound {}
    }
}
