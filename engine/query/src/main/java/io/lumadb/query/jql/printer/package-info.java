/**
 * From a statement to a JSON tree, the counterpart of the readers. {@link io.lumadb.query.jql.printer.CommandPrinter} is the
 * door; what JQL has no words for is refused by name.
 */
@NullMarked
package io.lumadb.query.jql.printer;

import org.jspecify.annotations.NullMarked;
