package io.lumadb.console.ui.heatmap;

/** How much time the map shows, and in columns of how much. */
public enum Span {
    MINUTE("60 s", 1_000, 60),
    SIX_MINUTES("6 min", 1_000, HeatRing.COLUMNS),
    HALF_HOUR("30 min", 5_000, HeatRing.COLUMNS),
    TWO_HOURS("2 h", 20_000, HeatRing.COLUMNS),
    DAY("24 h", 240_000, HeatRing.COLUMNS);

    private final String title;
    private final long stepMillis;
    private final int columns;

    Span(String title, long stepMillis, int columns) {
        this.title = title;
        this.stepMillis = stepMillis;
        this.columns = columns;
    }

    public String title() {
        return title;
    }

    /** Milliseconds a column stands for. */
    public long stepMillis() {
        return stepMillis;
    }

    public int columns() {
        return columns;
    }
}
