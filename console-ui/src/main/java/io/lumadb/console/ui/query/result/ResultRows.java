package io.lumadb.console.ui.query.result;

import io.lumadb.console.ui.query.timing.Threads;
import io.lumadb.document.Value;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * The rows of one statement while they come and after. {@link #offer} is called on the client's thread; everything else
 * belongs to the FX thread, which is told at most once a frame that there is more.
 */
public final class ResultRows implements AutoCloseable {

    private final Threads threads;
    private final RowStore store;
    private final ColumnCatalog catalog = new ColumnCatalog();
    private final RowPages pages;
    private final RowList rows = new RowList();
    private final ReadOnlyObjectWrapper<List<ResultColumn>> columns = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyLongWrapper pagesLoaded = new ReadOnlyLongWrapper();
    private final AtomicBoolean announced = new AtomicBoolean();
    private int columnsVersion;

    public ResultRows(Threads threads, RowStore.Limits limits) {
        this.threads = threads;
        store = new RowStore(limits);
        pages = new RowPages(store, threads, () -> pagesLoaded.set(pagesLoaded.get() + 1));
    }

    /** Takes a row in; false when it was not kept, because there is no room for more or nobody wants it any longer. */
    public boolean offer(Value.Obj row) {
        if (!store.append(row)) {
            return false;
        }
        catalog.add(row);
        if (announced.compareAndSet(false, true)) {
            threads.fx().execute(this::catchUp);
        }
        return true;
    }

    private void catchUp() {
        announced.set(false);
        int version = catalog.version();
        if (version != columnsVersion) {
            columnsVersion = version;
            columns.set(catalog.snapshot());
        }
        rows.growTo(store.size());
    }

    /** All rows have come; the server says how it orders the columns. */
    public void complete(List<String> columnOrder) {
        if (!columnOrder.isEmpty()) {
            catalog.order(columnOrder);
        }
        catchUp();
    }

    /** Row numbers; their contents are asked for with {@link #cell}. */
    public RowList rows() {
        return rows;
    }

    public ReadOnlyObjectProperty<List<ResultColumn>> columnsProperty() {
        return columns.getReadOnlyProperty();
    }

    /** Rises when rows that were {@link Cell#LOADING} can be asked for again. */
    public ReadOnlyLongProperty pagesLoadedProperty() {
        return pagesLoaded.getReadOnlyProperty();
    }

    /** Never waits. */
    public Cell cell(int row, String column) {
        return pages.cell(row, column);
    }

    /** The documents themselves, for reading off the FX thread. */
    public RowStore store() {
        return store;
    }

    @Override
    public void close() {
        threads.background().execute(store::close);
    }
}
