package io.lumadb.console.ui.query.text;

import java.util.List;

/** Cuts any text into tokens that cover it exactly, in order. Never fails. */
interface Lexer {

    List<Token> lex(String text);
}
