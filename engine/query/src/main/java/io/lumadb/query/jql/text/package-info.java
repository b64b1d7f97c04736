/**
 * JQL's text: JSON as a tree of {@link io.lumadb.query.jql.text.Node}s that know their places, the values and paths in it,
 * and the layout of the text that is printed.
 */
@NullMarked
package io.lumadb.query.jql.text;

import org.jspecify.annotations.NullMarked;
