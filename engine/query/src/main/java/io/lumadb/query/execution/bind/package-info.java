/**
 * From a statement to a plan that says the same, step by step: {@link io.lumadb.query.execution.bind.QueryBinder} is the
 * door. A {@link io.lumadb.query.execution.bind.Scope} knows the sources in sight and says what a name means; where it
 * does not know, the scope of the query around it is asked, and what that gives is a {@link
 * io.lumadb.query.execution.bind.Correlation} of the two. Subqueries in expressions become plans of their own, with calls in
 * their places.
 */
@NullMarked
package io.lumadb.query.execution.bind;

import org.jspecify.annotations.NullMarked;
