package io.lumadb.query.editor;

import io.lumadb.query.execution.function.FunctionTable;
import io.lumadb.query.execution.function.ScalarFunction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The signatures of LQL's functions by their names in upper case. Immutable. */
public final class Signatures {

    /** What the grammar knows besides the function table. */
    private static final List<Signature> OF_THE_GRAMMAR = List.of(
            Signature.of("COUNT", "value", "how many rows, or how many that are not NULL"),
            Signature.of("SUM", "number", "the sum"),
            Signature.of("AVG", "number", "the mean"),
            Signature.of("MIN", "value", "the least value"),
            Signature.of("MAX", "value", "the greatest value"),
            Signature.of("STDDEV", "number", "the standard deviation of a sample"),
            Signature.of("VARIANCE", "number", "the variance of a sample"),
            Signature.of("FIRST", "value ORDER BY key", "the value of the first row"),
            Signature.of("LAST", "value ORDER BY key", "the value of the last row"),
            Signature.of("ARRAY_AGG", "value", "all values in an array"),
            Signature.of("STRING_AGG", "text, separator", "all texts, joined"),
            Signature.of("MEDIAN", "number", "the value in the middle"),
            Signature.of("PERCENTILE", "number, share", "the value below which a share from 0 to 1 lies"),
            Signature.of("CAST", "value AS type", "the value as another type"),
            Signature.of("EXTRACT", "part FROM moment", "a part of a moment, as a number"),
            Signature.of("ROW_NUMBER", "", "the number of the row in its partition"),
            Signature.of("RANK", "", "the rank, with gaps behind ties"),
            Signature.of("DENSE_RANK", "", "the rank, without gaps"),
            Signature.of("NTILE", "buckets", "the bucket of the row, of equally large ones"),
            Signature.of("LAG", "value[, offset, otherwise]", "the value some rows before"),
            Signature.of("LEAD", "value[, offset, otherwise]", "the value some rows behind"),
            Signature.of("FIRST_VALUE", "value", "the value of the frame's first row"),
            Signature.of("LAST_VALUE", "value", "the value of the frame's last row"));

    private final SortedMap<String, Signature> byName = new TreeMap<>();

    private Signatures(Collection<Signature> signatures) {
        OF_THE_GRAMMAR.forEach(signature -> byName.put(signature.name(), signature));
        signatures.forEach(signature -> byName.putIfAbsent(signature.name(), signature));
    }

    /** Those of the function table, and what the grammar knows besides. */
    public static Signatures standard() {
        List<Signature> signatures = new ArrayList<>();
        FunctionTable.all().forEach(function -> signatures.add(of(function)));
        return new Signatures(signatures);
    }

    /** Functions of which no more than the names are known, and what the grammar knows. */
    public static Signatures named(Collection<String> names) {
        return new Signatures(names.stream()
                .map(name -> new Signature(name, List.of("…"), ""))
                .toList());
    }

    private static Signature of(ScalarFunction function) {
        return Signature.of(function.name(), function.arguments(), function.description());
    }

    public Collection<Signature> all() {
        return List.copyOf(byName.values());
    }

    /** In capitals or small letters. */
    public Optional<Signature> find(String name) {
        return Optional.ofNullable(byName.get(name.toUpperCase(Locale.ROOT)));
    }
}
