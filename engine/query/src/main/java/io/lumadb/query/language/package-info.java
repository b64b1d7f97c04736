/**
 * What every query language is: a parser and a printer around the one statement model, and errors that point into the
 * text. The three languages live in {@code query.lql}, {@code query.nql} and {@code query.jql}, and {@link
 * io.lumadb.query.language.Languages} has them by name. {@link io.lumadb.query.language.Translator} parses in one and prints in
 * another, {@link io.lumadb.query.language.Parameters} puts values in the places of parameters, and {@link
 * io.lumadb.query.language.Highlighter} and {@link io.lumadb.query.language.Completer} serve editors.
 */
@NullMarked
package io.lumadb.query.language;

import org.jspecify.annotations.NullMarked;
