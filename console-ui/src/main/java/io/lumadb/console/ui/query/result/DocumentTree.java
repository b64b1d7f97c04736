package io.lumadb.console.ui.query.result;

import io.lumadb.console.ui.theme.Figures;
import io.lumadb.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;
import javafx.scene.control.Label;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableCell;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;
import org.jspecify.annotations.Nullable;

/**
 * A document as a tree of fields. Branches are made when they are opened, and long ones a hundred at a time, so that the
 * largest document costs no more than what is looked at. Belongs to the FX thread.
 */
final class DocumentTree extends TreeTableView<DocumentTree.Node> {

    private static final int CHUNK = 100;

    /** A field or an element; {@code value} is null for the branch "… more". */
    record Node(String name, @Nullable Value value, Cell cell, String type) {

        static Node of(String name, Value value) {
            return new Node(name, value, Cell.of(value), value.typeName());
        }
    }

    DocumentTree() {
        getStyleClass().addAll("plain", "dense", "document-tree");
        setAccessibleText("Document tree");
        setShowRoot(false);
        setPlaceholder(new Label("Select a row to see its document"));
        setColumnResizePolicy(TreeTableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        TreeTableColumn<Node, Node> name = column("Field", 260, "document-name");
        TreeTableColumn<Node, Node> type = column("Type", 100, "document-type");
        TreeTableColumn<Node, Node> value = column("Value", 600, "document-value");
        getColumns().add(name);
        getColumns().add(type);
        getColumns().add(value);
    }

    void show(@Nullable ShownDocument shown) {
        if (shown == null) {
            setRoot(null);
            return;
        }
        TreeItem<Node> root = new Branch(Node.of("", shown.document()));
        root.setExpanded(true);
        root.getChildren()
                .forEach(child -> child.setExpanded(sizeOf(child.getValue().value()) <= 8));
        setRoot(root);
    }

    private static int sizeOf(@Nullable Value value) {
        return switch (value) {
            case Value.Obj(Map<String, Value> fields) -> fields.size();
            case Value.Array(List<Value> elements) -> elements.size();
            case null, default -> 0;
        };
    }

    private static TreeTableColumn<Node, Node> column(String title, double width, String style) {
        TreeTableColumn<Node, Node> column = new TreeTableColumn<>(title);
        column.setSortable(false);
        column.setReorderable(false);
        column.setPrefWidth(width);
        column.setCellValueFactory(
                features -> new ReadOnlyObjectWrapper<>(features.getValue().getValue()));
        column.setCellFactory(ignored -> new NodeCell(style));
        return column;
    }

    private static final class NodeCell extends TreeTableCell<Node, Node> {
        private final String style;

        NodeCell(String style) {
            this.style = style;
            getStyleClass().add(style);
        }

        @Override
        protected void updateItem(@Nullable Node node, boolean empty) {
            super.updateItem(node, empty);
            getStyleClass().removeAll("missing", "null", "boolean", "timestamp", "composite", "numeric");
            if (empty || node == null) {
                setText("");
                return;
            }
            setText(
                    switch (style) {
                        case "document-name" -> node.name();
                        case "document-type" -> node.type();
                        default -> node.cell().text();
                    });
            if (style.equals("document-value")) {
                switch (node.cell().kind()) {
                    case MISSING -> getStyleClass().add("missing");
                    case NULL -> getStyleClass().add("null");
                    case NUMBER -> getStyleClass().add("numeric");
                    case BOOLEAN -> getStyleClass().add("boolean");
                    case TIMESTAMP -> getStyleClass().add("timestamp");
                    case COMPOSITE -> getStyleClass().add("composite");
                    case TEXT -> {}
                }
            }
        }
    }

    /** Makes its children when they are asked for. */
    private static final class Branch extends TreeItem<Node> {

        private boolean made;

        Branch(Node node) {
            super(node);
        }

        @Override
        public boolean isLeaf() {
            return sizeOf(getValue().value()) == 0;
        }

        @Override
        public ObservableList<TreeItem<Node>> getChildren() {
            if (!made) {
                made = true;
                super.getChildren().setAll(children());
            }
            return super.getChildren();
        }

        private List<TreeItem<Node>> children() {
            List<Node> nodes = new ArrayList<>();
            switch (getValue().value()) {
                case Value.Obj(Map<String, Value> fields) ->
                    fields.entrySet().stream()
                            .limit(CHUNK * CHUNK)
                            .forEach(field -> nodes.add(Node.of(field.getKey(), field.getValue())));
                case Value.Array(List<Value> elements) -> {
                    if (elements.size() > CHUNK) {
                        return slices(elements);
                    }
                    for (int i = 0; i < elements.size(); i++) {
                        nodes.add(Node.of("[" + i + "]", elements.get(i)));
                    }
                }
                case null, default -> {}
            }
            List<TreeItem<Node>> children = new ArrayList<>();
            nodes.forEach(node -> children.add(new Branch(node)));
            return children;
        }

        private static List<TreeItem<Node>> slices(List<Value> elements) {
            List<TreeItem<Node>> slices = new ArrayList<>();
            int step = CHUNK;
            while (elements.size() / step > CHUNK) {
                step *= CHUNK;
            }
            for (int from = 0; from < elements.size(); from += step) {
                int to = Math.min(elements.size(), from + step);
                slices.add(new Slice(elements, from, to));
            }
            return slices;
        }
    }

    /** Some elements of a long array. */
    private static final class Slice extends TreeItem<Node> {

        private final List<Value> elements;
        private final int from;
        private final int to;
        private boolean made;

        Slice(List<Value> elements, int from, int to) {
            super(new Node(
                    "[" + from + " … " + (to - 1) + "]",
                    null,
                    new Cell(Cell.Kind.COMPOSITE, Figures.counted(to - from, "element", "elements")),
                    ""));
            this.elements = elements;
            this.from = from;
            this.to = to;
        }

        @Override
        public boolean isLeaf() {
            return false;
        }

        @Override
        public ObservableList<TreeItem<Node>> getChildren() {
            if (!made) {
                made = true;
                List<TreeItem<Node>> children = new ArrayList<>();
                int step = to - from > CHUNK ? (to - from + CHUNK - 1) / CHUNK : 1;
                for (int at = from; at < to; at += step) {
                    children.add(
                            step == 1
                                    ? new Branch(Node.of("[" + at + "]", elements.get(at)))
                                    : new Slice(elements, at, Math.min(to, at + step)));
                }
                super.getChildren().setAll(children);
            }
            return super.getChildren();
        }
    }
}
