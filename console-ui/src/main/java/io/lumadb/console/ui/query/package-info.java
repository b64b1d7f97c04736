/**
 * The Query screen. {@link io.lumadb.console.ui.query.QueryViewModel} holds the tabs and knows no control;
 * {@link io.lumadb.console.ui.query.QueryRunner} runs a tab's statements and lets go of them at once when asked to;
 * {@link io.lumadb.console.ui.query.TranslationViewModel} says the statement at the caret in the two other languages as it is typed;
 * {@link io.lumadb.console.ui.query.LibraryViewModel} has past and saved queries. {@link io.lumadb.console.ui.query.QueryScreen} puts
 * the views together. Text is in the room {@code text}, the editor in {@code editor}, rows in {@code result}.
 */
@NullMarked
package io.lumadb.console.ui.query;

import org.jspecify.annotations.NullMarked;
