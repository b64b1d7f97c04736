/**
 * Statements that write. Each reads what it changes, computes the new documents, and sends them down in batches as
 * mutations conditional on the revision they were computed from: a document that somebody else changed in between is read,
 * tested and computed again, so that no update is lost. {@link io.lumadb.query.execution.write.SchemaCheck} holds the
 * declared schema, {@link io.lumadb.query.execution.write.DocumentEdit} the steps of an update.
 */
@NullMarked
package io.lumadb.query.execution.write;

import org.jspecify.annotations.NullMarked;
