package io.lumadb.query.lql;

/** Numbers the {@code ?} of one statement, its subqueries included, in text order. */
final class Questions {

    private int asked;

    int next() {
        asked++;
        return asked;
    }
}
