package io.lumadb.query.database;

/** The tests' own database keeps the contract too. */
class InMemoryDatabaseTest extends DatabaseContract {

    private final InMemoryDatabase database = new InMemoryDatabase(3);

    @Override
    protected Database database() {
        return database;
    }
}
