/**
 * What every query language is: a parser and a printer around the one statement model, and errors that point into the
 * text. The three languages live in {@code query.lql}, {@code query.nql} and {@code query.jql}.
 */
@NullMarked
package io.lumadb.query.language;

import org.jspecify.annotations.NullMarked;
