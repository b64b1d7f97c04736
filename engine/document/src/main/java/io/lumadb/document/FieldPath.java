package io.lumadb.document;

import io.lumadb.document.error.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A place in a document: {@code address.city}, {@code tags[0]}. At least one segment.
 *
 * <p>A numeric segment written with a dot ({@code tags.0}, as JQL has it) is a {@link Field} whose name is digits; over
 * an array it selects the element, as MongoDB does.
 */
public record FieldPath(List<Segment> segments) {

    /** A step into a document. */
    public sealed interface Segment {}

    public record Field(String name) implements Segment {}

    /** A zero-based array subscript; a negative one counts from the end. */
    public record Subscript(int index) implements Segment {}

    private static final ConcurrentHashMap<FieldPath, FieldPath> CANONICAL = new ConcurrentHashMap<>();
    private static final int MOST_CANONICAL = 10_000;

    public FieldPath {
        segments = List.copyOf(segments);
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("a field path needs at least one segment");
        }
    }

    public static FieldPath of(String... names) {
        List<Segment> segments = new ArrayList<>(names.length);
        for (String name : names) {
            segments.add(new Field(name));
        }
        return new FieldPath(segments);
    }

    /**
     * Reads {@code a.b[0].c}: dots between names, subscripts in brackets, no quoting.
     *
     * @throws IllegalArgumentException when a name is empty or a bracket does not close
     */
    public static FieldPath parse(String text) {
        List<Segment> segments = new ArrayList<>();
        for (String part : text.split("\\.", -1)) {
            int bracket = part.indexOf('[');
            String name = bracket < 0 ? part : part.substring(0, bracket);
            if (name.isEmpty()) {
                throw new IllegalArgumentException("empty field name in path '" + Excerpt.of(text) + "'");
            }
            segments.add(new Field(name));
            while (bracket >= 0) {
                int close = part.indexOf(']', bracket);
                if (close < 0) {
                    throw new IllegalArgumentException("'[' without ']' in path '" + Excerpt.of(text) + "'");
                }
                segments.add(new Subscript(subscript(part.substring(bracket + 1, close), text)));
                if (close + 1 < part.length() && part.charAt(close + 1) != '[') {
                    throw new IllegalArgumentException("'" + Excerpt.of(part.substring(close + 1))
                            + "' behind ']' in path '" + Excerpt.of(text) + "'");
                }
                bracket = part.indexOf('[', close);
            }
        }
        return new FieldPath(segments);
    }

    private static int subscript(String digits, String path) {
        try {
            return Integer.parseInt(digits.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + Excerpt.of(digits) + "' is not an array index in path '" + Excerpt.of(path) + "'", e);
        }
    }

    /** An equal path that is the same object for all who ask; this one itself when there are very many. */
    public FieldPath canonical() {
        FieldPath known = CANONICAL.get(this);
        if (known != null) {
            return known;
        }
        if (CANONICAL.size() >= MOST_CANONICAL) {
            return this;
        }
        FieldPath raced = CANONICAL.putIfAbsent(this, this);
        return raced == null ? this : raced;
    }

    /** The first segment's name: the top-level field this path starts in. */
    public String root() {
        return segments.getFirst() instanceof Field(String name) ? name : "";
    }

    /** True for a single field name with no steps below it. */
    public boolean isTopLevel() {
        return segments.size() == 1;
    }

    public FieldPath append(Segment segment) {
        List<Segment> longer = new ArrayList<>(segments);
        longer.add(segment);
        return new FieldPath(longer);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Segment segment : segments) {
            switch (segment) {
                case Field(String name) ->
                    text.append(text.isEmpty() ? "" : ".").append(name);
                case Subscript(int index) -> text.append('[').append(index).append(']');
            }
        }
        return text.toString();
    }
}
