package io.lumadb.console.app.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Columns of text with their titles above, as wide as they need to be: numbers to the right. */
final class TextTable {

    private final List<String> titles = new ArrayList<>();
    private final List<Boolean> right = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    TextTable text(String... names) {
        return columns(false, names);
    }

    TextTable numbers(String... names) {
        return columns(true, names);
    }

    private TextTable columns(boolean toTheRight, String... names) {
        for (String name : names) {
            titles.add(name);
            right.add(toTheRight);
        }
        return this;
    }

    void row(Object... cells) {
        if (cells.length != titles.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + titles.size() + " columns");
        }
        rows.add(IntStream.range(0, cells.length)
                .mapToObj(i -> String.valueOf(cells[i]))
                .toList());
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void print(PrintWriter out) {
        int[] widths = IntStream.range(0, titles.size())
                .map(i -> Math.max(
                        titles.get(i).length(),
                        rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0)))
                .toArray();
        print(out, titles, widths);
        rows.forEach(row -> print(out, row, widths));
    }

    private void print(PrintWriter out, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String space = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : "  ").append(right.get(i) ? space + cells.get(i) : cells.get(i) + space);
        }
        out.println(line.toString().stripTrailing());
    }
}
