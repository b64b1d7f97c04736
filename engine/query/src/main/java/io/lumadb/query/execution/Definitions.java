package io.lumadb.query.execution;

import io.lumadb.query.database.Database;
import io.lumadb.query.execution.operator.QueryRun;
import io.lumadb.query.execution.write.SchemaDeclaration;
import io.lumadb.query.statement.Statement;
import java.util.Optional;

/** Statements that define data: they go to the database's catalog. */
final class Definitions {

    private final Database database;
    private final Catalog catalog;
    private final SchemaDeclaration declaration;

    Definitions(Database database, Catalog catalog, QueryRun run) {
        this.database = database;
        this.catalog = catalog;
        this.declaration = new SchemaDeclaration(database, run);
    }

    void run(Statement statement) {
        switch (statement) {
            case Statement.CreateCollection create -> {
                create.schema().ifPresent(declaration::validate);
                database.createCollection(create.name(), create.schema(), create.ifNotExists());
            }
            case Statement.DropCollection drop -> {
                if (!drop.ifExists()) {
                    catalog.require(drop.name());
                }
                database.dropCollection(drop.name(), drop.ifExists());
            }
            case Statement.SetSchema change -> {
                String name = catalog.require(change.collection()).name();
                change.schema().ifPresent(schema -> {
                    declaration.validate(schema);
                    declaration.checkStored(name, schema);
                });
                database.setSchema(name, change.schema());
            }
            case Statement.SetTiering tiering ->
                database.setTiering(catalog.require(tiering.collection()).name(), Optional.of(tiering.policy()));
            case Statement.CreateIndex create ->
                database.createIndex(catalog.require(create.collection()).name(), create.index());
            case Statement.DropIndex drop ->
                database.dropIndex(catalog.require(drop.collection()).name(), drop.name());
            default -> throw new IllegalArgumentException("defines nothing: " + statement);
        }
    }
}
