package io.lumadb.console.ui.query.result;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A step of a plan and the steps that feed it. */
public record PlanLine(String text, List<PlanLine> inputs) {

    private record Open(int indent, PlanLine line) {}

    /** Reads an indented plan; lines of equal indentation are siblings. What draws branches ({@code └─ ->}) is dropped. */
    public static List<PlanLine> parse(String plan) {
        List<PlanLine> roots = new ArrayList<>();
        Deque<Open> open = new ArrayDeque<>();
        for (String raw : plan.lines().filter(line -> !line.isBlank()).toList()) {
            int indent = indent(raw);
            PlanLine line = new PlanLine(raw.substring(indent).strip(), new ArrayList<>());
            while (!open.isEmpty() && open.element().indent() >= indent) {
                open.pop();
            }
            (open.isEmpty() ? roots : open.element().line().inputs()).add(line);
            open.push(new Open(indent, line));
        }
        return List.copyOf(roots);
    }

    private static int indent(String line) {
        int indent = 0;
        while (indent < line.length() && " \t│├└─┬|`+->→".indexOf(line.charAt(indent)) >= 0) {
            indent++;
        }
        return Math.min(indent, line.length() - 1);
    }
}
