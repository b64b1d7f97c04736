package io.lumadb.query.execution.operator.aggregate;

import io.lumadb.document.Value;
import io.lumadb.query.execution.expression.Arithmetic;
import io.lumadb.query.execution.expression.Row;
import io.lumadb.query.execution.expression.ValueKey;
import io.lumadb.query.execution.expression.ValueSize;
import io.lumadb.query.execution.function.Sizes;
import io.lumadb.query.execution.function.Watch;
import io.lumadb.query.execution.operator.spill.SpillInput;
import io.lumadb.query.execution.operator.spill.SpillOutput;
import io.lumadb.query.statement.MatchingRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.LongConsumer;

/**
 * ARRAY_AGG, which keeps nulls, and STRING_AGG, which does not: all values in their order. NULL over nothing. With
 * DISTINCT a value stands at the first of its positions. By MongoDB's rules missing values are left out, and the array over
 * nothing is empty.
 */
final class OrderedValues extends Accumulator {

    private static final int ENTRY_BYTES = 48;

    private final Optional<String> separator;
    private final boolean distinct;
    private final MatchingRules rules;
    private final Position.Scale scale;
    private final LongConsumer grown;
    private final List<Entry> all = new ArrayList<>();
    private final Map<ValueKey, Entry> different = new LinkedHashMap<>();

    /** {@code separator}: of STRING_AGG; absent for ARRAY_AGG. */
    OrderedValues(
            Optional<String> separator,
            boolean distinct,
            MatchingRules rules,
            Position.Scale scale,
            LongConsumer grown) {
        this.separator = separator;
        this.distinct = distinct;
        this.rules = rules;
        this.scale = scale;
        this.grown = grown;
    }

    private record Entry(Position position, Value value) {}

    @Override
    public void add(Value value, Row row) {
        boolean leftOut = rules == MatchingRules.DOCUMENT && value instanceof Value.Missing;
        if (!leftOut && (separator.isEmpty() || !value.isNull())) {
            add(new Entry(scale.of(row), value.isNull() ? Value.NULL : value));
        }
    }

    private void add(Entry entry) {
        if (!distinct) {
            all.add(entry);
            hold(entry);
            return;
        }
        ValueKey key = new ValueKey(entry.value());
        Entry known = different.get(key);
        if (known == null) {
            different.put(key, entry);
            hold(entry);
        } else if (scale.compare(entry.position(), known.position()) < 0) {
            // Behind what came before it: that is its place among rows that the order does not tell apart.
            different.remove(key);
            different.put(key, entry);
        }
    }

    private void hold(Entry entry) {
        grown.accept(
                ENTRY_BYTES + ValueSize.of(entry.value()) + entry.position().heldBytes());
    }

    private Collection<Entry> entries() {
        return distinct ? different.values() : all;
    }

    @Override
    public void merge(Accumulator other) {
        ((OrderedValues) other).entries().forEach(this::add);
    }

    @Override
    public Value result() {
        List<Entry> ordered = new ArrayList<>(entries());
        Watch.worked(ordered.size());
        ordered.sort(Comparator.comparing(Entry::position, scale));
        if (ordered.isEmpty()) {
            return rules == MatchingRules.DOCUMENT ? Value.array() : Value.NULL;
        }
        if (separator.isEmpty()) {
            return new Value.Array(ordered.stream().map(Entry::value).toList());
        }
        StringJoiner text = new StringJoiner(separator.get());
        for (Entry entry : ordered) {
            text.add(Arithmetic.text(entry.value()));
            Sizes.checkCharacters("STRING_AGG", text.length());
        }
        return Value.of(text.toString());
    }

    @Override
    public void write(SpillOutput out) {
        out.writeVariable(entries().size());
        for (Entry entry : entries()) {
            entry.position().write(out);
            out.writeValue(entry.value());
        }
    }

    @Override
    public void read(SpillInput in) {
        for (int left = in.readSize(); left > 0; left--) {
            Position position = Position.read(in);
            add(new Entry(position.equals(Position.ONLY) ? Position.ONLY : position, in.readValue()));
        }
    }
}
