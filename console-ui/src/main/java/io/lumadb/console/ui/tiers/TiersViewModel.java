package io.lumadb.console.ui.tiers;

import io.lumadb.client.model.TierMove;
import io.lumadb.client.model.TiersStatus;
import io.lumadb.client.model.TiersStatus.CollectionTiers;
import io.lumadb.client.model.TiersStatus.ShardTiers;
import io.lumadb.client.model.TiersStatus.WriteAmplification;
import io.lumadb.console.ui.live.LiveCluster;
import io.lumadb.console.ui.live.LiveCluster.Timed;
import io.lumadb.console.ui.live.Subscriptions;
import java.util.Comparator;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.jspecify.annotations.Nullable;

/** The live tiers as the river and the lists below it show them. Belongs to the FX thread. */
public final class TiersViewModel implements AutoCloseable {

    /** What the panel beside the moves can show. */
    public enum Panel {
        COLLECTIONS("Collections", "Collections"),
        SHARDS("Shards", "Shards"),
        WARM("Warm", "Warm levels"),
        COLD("Cold", "Cold segments and scrub"),
        AMPLIFICATION("Writes", "Write amplification"),
        POLICY("Policy", "Policy and what-if"),
        XRAY("X-ray", "Document X-ray");

        private final String word;
        private final String title;

        Panel(String word, String title) {
            this.word = word;
            this.title = title;
        }

        /** Where there is little room. */
        public String word() {
            return word;
        }

        public String title() {
            return title;
        }
    }

    private final Subscriptions subscriptions = new Subscriptions();
    private final ReadOnlyObjectWrapper<@Nullable RiverState> river = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable WriteAmplification> amplification = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Panel> panel = new ReadOnlyObjectWrapper<>(Panel.COLLECTIONS);
    private final ObservableList<CollectionTiers> collections = FXCollections.observableArrayList();
    private final ObservableList<ShardTiers> shards = FXCollections.observableArrayList();
    private final ObservableList<String> collectionNames = FXCollections.observableArrayList();
    private final StringProperty filter = new SimpleStringProperty("");
    private final FilteredList<TierMove> moves;

    public TiersViewModel(LiveCluster live) {
        moves = new FilteredList<>(live.moves());
        subscriptions.follow(live.tiersProperty(), this::read);
        subscriptions.onChange(
                filter,
                name -> moves.setPredicate(
                        name.isEmpty()
                                ? move -> true
                                : move -> move.collection().equals(name)));
    }

    private void read(@Nullable Timed<TiersStatus> frame) {
        if (frame == null) {
            return;
        }
        TiersStatus status = frame.value();
        river.set(RiverState.of(status));
        amplification.set(status.writeAmplification());
        List<CollectionTiers> sorted = status.collections().stream()
                .sorted(Comparator.comparing(CollectionTiers::name))
                .toList();
        setWhereChanged(collections, sorted);
        setWhereChanged(
                shards,
                status.shards().stream()
                        .sorted(Comparator.comparingInt(ShardTiers::shard))
                        .toList());
        List<String> names = sorted.stream().map(CollectionTiers::name).toList();
        if (!names.equals(collectionNames)) {
            collectionNames.setAll(names);
        }
    }

    /** Rows that say the same stay where they are, with their selection. */
    private static <T> void setWhereChanged(ObservableList<T> list, List<T> rows) {
        if (list.size() != rows.size()) {
            list.setAll(rows);
            return;
        }
        for (int i = 0; i < rows.size(); i++) {
            if (!list.get(i).equals(rows.get(i))) {
                list.set(i, rows.get(i));
            }
        }
    }

    /** Null until the first frame. */
    ReadOnlyObjectProperty<@Nullable RiverState> riverProperty() {
        return river.getReadOnlyProperty();
    }

    /** Null until the first frame. */
    public ReadOnlyObjectProperty<@Nullable WriteAmplification> amplificationProperty() {
        return amplification.getReadOnlyProperty();
    }

    /** What the side panel shows. */
    javafx.beans.property.ObjectProperty<Panel> panelProperty() {
        return panel;
    }

    /** By name. */
    public ObservableList<CollectionTiers> collections() {
        return collections;
    }

    /** By number. */
    public ObservableList<ShardTiers> shards() {
        return shards;
    }

    /** Sorted. */
    public ObservableList<String> collectionNames() {
        return collectionNames;
    }

    /** The collection whose moves are shown; empty for all. */
    public StringProperty filterProperty() {
        return filter;
    }

    /** Those of {@link #filterProperty}, newest first. */
    public ObservableList<TierMove> moves() {
        return moves;
    }

    @Override
    public void close() {
        subscriptions.close();
    }
}
