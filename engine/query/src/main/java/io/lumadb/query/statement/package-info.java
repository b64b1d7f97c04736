/**
 * The one statement model that LQL, NQL and JQL parse to and print from, and that the planner reads.
 *
 * <p>A {@link io.lumadb.query.statement.Statement} is a tree of records. Languages differ in how they match values, not
 * in the tree: {@link io.lumadb.query.statement.MatchingRules} says by which rules a statement's conditions are read.
 */
@NullMarked
package io.lumadb.query.statement;

import org.jspecify.annotations.NullMarked;
