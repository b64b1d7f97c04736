package io.lumadb.console.ui.query.result;

import io.lumadb.console.ui.widget.Widgets;
import java.util.List;
import java.util.Locale;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** A plan as a tree: what feeds a step is below it. */
final class PlanView extends StackPane {

    private final TreeView<String> tree = new TreeView<>();
    private final io.lumadb.console.ui.widget.EmptyState empty = new io.lumadb.console.ui.widget.EmptyState(
            "fth-git-branch", "No plan yet", "Explain shows how the statement at the caret would be carried out.");

    PlanView(ObservableValue<String> plan) {
        tree.getStyleClass().addAll("plan-tree", "dense");
        tree.setShowRoot(false);
        tree.setAccessibleText("Plan");
        tree.setCellFactory(view -> new Step());
        getChildren().addAll(tree, empty);
        plan.subscribe(this::show);
    }

    private void show(String plan) {
        Widgets.showOnly(empty, plan.isBlank());
        Widgets.showOnly(tree, !plan.isBlank());
        TreeItem<String> root = new TreeItem<>("");
        add(root, PlanLine.parse(plan));
        tree.setRoot(root);
    }

    private static void add(TreeItem<String> parent, List<PlanLine> lines) {
        for (PlanLine line : lines) {
            TreeItem<String> item = new TreeItem<>(line.text());
            item.setExpanded(true);
            add(item, line.inputs());
            parent.getChildren().add(item);
        }
    }

    private static final class Step extends TreeCell<String> {
        @Override
        protected void updateItem(@Nullable String text, boolean empty) {
            super.updateItem(text, empty);
            setText(empty ? "" : text);
            setGraphic(empty || text == null ? null : Widgets.icon(icon(text.toLowerCase(Locale.ROOT))));
        }

        private static String icon(String step) {
            if (step.contains("index") || step.contains("lookup") || step.contains("get")) {
                return "fth-key";
            }
            if (step.contains("scan")) {
                return "fth-database";
            }
            if (step.contains("filter") || step.contains("where")) {
                return "fth-filter";
            }
            if (step.contains("sort") || step.contains("order") || step.contains("top")) {
                return "fth-bar-chart";
            }
            if (step.contains("group") || step.contains("aggregat")) {
                return "fth-layers";
            }
            if (step.contains("join")) {
                return "fth-git-merge";
            }
            return step.contains("gather") || step.contains("merge") ? "fth-share-2" : "fth-chevron-right";
        }
    }
}
