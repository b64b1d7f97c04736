package io.lumadb.query.statement;

import io.lumadb.document.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The steps of update paths that mean elements of an array: {@code $} the one that the filter found, {@code $[]} all of
 * them, {@code $[name]} those that fit the array filter of that name. In a statement they are fields of these names.
 */
public final class PositionalSteps {

    private static final Pattern STEP = Pattern.compile("\\$(\\[[A-Za-z0-9]*\\])?");

    private PositionalSteps() {}

    public static boolean isStep(FieldPath.Segment segment) {
        return segment instanceof FieldPath.Field(String name) && isStep(name);
    }

    private static boolean isStep(String name) {
        return STEP.matcher(name).matches();
    }

    public static boolean in(FieldPath path) {
        return path.segments().stream().anyMatch(PositionalSteps::isStep);
    }

    public static boolean in(Statement.Change change) {
        return path(change).filter(PositionalSteps::in).isPresent();
    }

    /** The path that a change changes; none of a change that is about the whole document, or about no array. */
    public static Optional<FieldPath> path(Statement.Change change) {
        return switch (change) {
            case Statement.Change.SetField set -> Optional.of(set.path());
            case Statement.Change.UnsetField unset -> Optional.of(unset.path());
            case Statement.Change.Increment increment -> Optional.of(increment.path());
            case Statement.Change.SetOnInsert set -> Optional.of(set.path());
            case Statement.Change.Multiply multiply -> Optional.of(multiply.path());
            case Statement.Change.Bound bound -> Optional.of(bound.path());
            case Statement.Change.Push push -> Optional.of(push.path());
            case Statement.Change.AddToSet add -> Optional.of(add.path());
            case Statement.Change.Pull pull -> Optional.of(pull.path());
            case Statement.Change.Pop pop -> Optional.of(pop.path());
            case Statement.Change.Rename _, Statement.Change.Replace _, Statement.Change.Reshape _ -> Optional.empty();
        };
    }

    /** The array filter that a step names; none for {@code $} and {@code $[]}. */
    public static Optional<String> filterName(FieldPath.Segment segment) {
        return segment instanceof FieldPath.Field(String name) && isStep(name) && name.length() > 3
                ? Optional.of(name.substring(2, name.length() - 1))
                : Optional.empty();
    }

    /**
     * Reads a path with such steps in it.
     *
     * @throws IllegalArgumentException as {@link FieldPath#parse}, and for a path that begins with a step
     */
    public static FieldPath parse(String text) {
        List<FieldPath.Segment> segments = new ArrayList<>();
        for (String part : text.split("\\.", -1)) {
            if (isStep(part)) {
                segments.add(new FieldPath.Field(part));
            } else if (part.startsWith("$")) {
                throw new IllegalArgumentException("no field begins with $, as '" + part + "' does");
            } else {
                segments.addAll(FieldPath.parse(part).segments());
            }
        }
        if (isStep(segments.getFirst())) {
            throw new IllegalArgumentException("a positional step stands behind the name of an array");
        }
        return new FieldPath(segments);
    }
}
