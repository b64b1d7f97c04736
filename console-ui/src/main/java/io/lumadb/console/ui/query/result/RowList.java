package io.lumadb.console.ui.query.result;

import javafx.collections.ObservableListBase;

/**
 * The row numbers 0 … n-1 as a list that holds none of them: what a table of a million rows is given. Belongs to the FX
 * thread.
 */
public final class RowList extends ObservableListBase<Integer> {

    private int rows;

    /** More rows have come; fewer are ignored. */
    public void growTo(int newRows) {
        if (newRows <= rows) {
            return;
        }
        int from = rows;
        beginChange();
        rows = newRows;
        nextAdd(from, newRows);
        endChange();
    }

    @Override
    public Integer get(int index) {
        if (index < 0 || index >= rows) {
            throw new IndexOutOfBoundsException("row " + index + " of " + rows);
        }
        return index;
    }

    @Override
    public int size() {
        return rows;
    }

    /** Without looking: a row number is where it is. */
    @Override
    public int indexOf(Object row) {
        return row instanceof Integer number && number >= 0 && number < rows ? number : -1;
    }

    @Override
    public int lastIndexOf(Object row) {
        return indexOf(row);
    }

    @Override
    public boolean contains(Object row) {
        return indexOf(row) >= 0;
    }
}
