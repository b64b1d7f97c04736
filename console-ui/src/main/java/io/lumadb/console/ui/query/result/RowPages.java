package io.lumadb.console.ui.query.result;

import io.lumadb.console.ui.query.timing.Threads;
import io.lumadb.document.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows on show, as short texts: read in pages off the FX thread, and the last few pages kept. Belongs to the FX
 * thread.
 */
public final class RowPages {

    static final int PAGE_ROWS = 100;
    private static final int KEPT_PAGES = 40;

    private final RowStore store;
    private final Threads threads;
    private final Runnable onLoaded;
    private final Set<Integer> loading = new HashSet<>();
    private final Map<Integer, List<Map<String, Cell>>> pages = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, List<Map<String, Cell>>> eldest) {
            return size() > KEPT_PAGES;
        }
    };

    /** @param onLoaded called on the FX thread when a page has come: what said {@link Cell#LOADING} can be asked again */
    RowPages(RowStore store, Threads threads, Runnable onLoaded) {
        this.store = store;
        this.threads = threads;
        this.onLoaded = onLoaded;
    }

    /** Never waits: {@link Cell#LOADING} while the page is being read. */
    Cell cell(int row, String column) {
        List<Map<String, Cell>> page = pages.get(row / PAGE_ROWS);
        int offset = row % PAGE_ROWS;
        if (page == null || offset >= page.size()) {
            load(row / PAGE_ROWS);
            return Cell.LOADING;
        }
        return page.get(offset).getOrDefault(column, Cell.ABSENT);
    }

    private void load(int page) {
        if (!loading.add(page)) {
            return;
        }
        threads.background().execute(() -> {
            List<Map<String, Cell>> rows = read(page);
            threads.fx().execute(() -> {
                loading.remove(page);
                if (!rows.isEmpty()) {
                    pages.put(page, rows);
                    onLoaded.run();
                }
            });
        });
    }

    private List<Map<String, Cell>> read(int page) {
        List<Map<String, Cell>> rows = new ArrayList<>();
        int end = Math.min(store.size(), (page + 1) * PAGE_ROWS);
        for (int index = page * PAGE_ROWS; index < end; index++) {
            store.row(index).ifPresent(row -> rows.add(cells(row)));
        }
        return rows;
    }

    private static Map<String, Cell> cells(Value.Obj row) {
        Map<String, Cell> cells = new HashMap<>();
        for (Map.Entry<String, Value> field : row.fields().entrySet()) {
            if (cells.size() >= ColumnCatalog.MOST) {
                break;
            }
            cells.put(field.getKey(), Cell.of(field.getValue()));
        }
        return cells;
    }
}
