/**
 * JQL's words, which its readers and printers share: operators of filters and expressions with their parameters, and the
 * positional steps of update paths.
 */
@NullMarked
package io.lumadb.query.jql.vocabulary;

import org.jspecify.annotations.NullMarked;
