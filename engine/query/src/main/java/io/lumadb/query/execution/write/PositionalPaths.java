package io.lumadb.query.execution.write;

import io.lumadb.document.FieldPath;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.execution.expression.ElementCondition;
import io.lumadb.query.statement.PositionalSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The elements that a path with positional steps means in one document. Stateless. */
final class PositionalPaths {

    private final FieldPath path;
    private final Map<String, ElementCondition> filters;
    private final MatchedElement matched;

    /**
     * @param filters conditions on elements, by the names that steps call them
     * @param matched finds the element that {@code $} means
     */
    PositionalPaths(FieldPath path, Map<String, ElementCondition> filters, MatchedElement matched) {
        this.path = path;
        this.filters = Map.copyOf(filters);
        this.matched = matched;
    }

    /**
     * The path once for each element it means, with subscripts for its positional steps.
     *
     * @throws LumaException INVALID_QUERY where a step stands behind what is no array
     */
    List<FieldPath> in(Value.Obj document) {
        List<FieldPath> found = new ArrayList<>();
        follow(document, 0, List.of(), found);
        return found;
    }

    private void follow(Value at, int next, List<FieldPath.Segment> walked, List<FieldPath> found) {
        if (next == path.segments().size()) {
            found.add(new FieldPath(walked));
            return;
        }
        FieldPath.Segment segment = path.segments().get(next);
        if (!PositionalSteps.isStep(segment)) {
            follow(DocumentEdit.step(at, segment), next + 1, longer(walked, segment), found);
            return;
        }
        List<Value> elements = elements(at, walked);
        for (int index : positions(segment, elements)) {
            follow(elements.get(index), next + 1, longer(walked, new FieldPath.Subscript(index)), found);
        }
    }

    private static List<FieldPath.Segment> longer(List<FieldPath.Segment> walked, FieldPath.Segment segment) {
        List<FieldPath.Segment> longer = new ArrayList<>(walked);
        longer.add(segment);
        return longer;
    }

    private List<Value> elements(Value at, List<FieldPath.Segment> walked) {
        if (at instanceof Value.Array(List<Value> elements)) {
            return elements;
        }
        String array = new FieldPath(walked).toString();
        throw new LumaException(
                ErrorCode.INVALID_QUERY,
                at instanceof Value.Missing
                        ? "'" + path + "' cannot be changed: there is no '" + array + "'"
                        : "'" + path + "' cannot be changed: '" + array + "' is " + at.typeName() + " "
                                + Json.relaxed(at) + ", not an array",
                "add a condition that leaves such documents out");
    }

    private List<Integer> positions(FieldPath.Segment step, List<Value> elements) {
        if (step.equals(new FieldPath.Field("$"))) {
            return List.of(matched.position(elements));
        }
        Optional<ElementCondition> filter = PositionalSteps.filterName(step).map(filters::get);
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            if (filter.isEmpty() || filter.get().holds(elements.get(i))) {
                positions.add(i);
            }
        }
        return positions;
    }
}
