package io.lumadb.query.execution.bind;

import io.lumadb.document.FieldPath;
import io.lumadb.query.execution.expression.ElementRow;
import io.lumadb.query.execution.expression.PathValues;
import io.lumadb.query.execution.plan.Output;
import io.lumadb.query.execution.plan.PlanNode;
import io.lumadb.query.language.DistinctForm;
import io.lumadb.query.statement.Expression;
import io.lumadb.query.statement.Statement;
import java.util.List;
import java.util.Optional;

/** Plans JQL's {@code distinct}: a row for every value that a path leads to, through arrays and in them. */
final class DistinctValues {

    private static final String DOCUMENTS = "documents";
    private static final String VALUES = "values";
    private static final String ELEMENT = "element";

    private DistinctValues() {}

    static boolean isMeant(Statement.Select select) {
        return DistinctForm.path(select).isPresent();
    }

    /** {@code outputs}: the path, by the name that its values get. */
    static PlanNode of(PlanNode plan, List<Output> outputs) {
        if (outputs.size() != 1
                || !(outputs.getFirst() instanceof Output.Computed(String name, Expression expression))
                || !(expression instanceof Expression.Field path)) {
            return new PlanNode.Project(plan, outputs);
        }
        PlanNode arrays = new PlanNode.Project(plan, List.of(new Output.Computed(VALUES, PathValues.each(path))));
        PlanNode elements = new PlanNode.Unnest(
                new PlanNode.Named(arrays, DOCUMENTS),
                new Expression.Field(FieldPath.of(DOCUMENTS, VALUES)),
                ELEMENT,
                Optional.empty(),
                false,
                Optional.empty());
        Expression element = new Expression.Field(FieldPath.of(ELEMENT, ElementRow.SELF.root()));
        return new PlanNode.Project(elements, List.of(new Output.Computed(name, element)));
    }
}
