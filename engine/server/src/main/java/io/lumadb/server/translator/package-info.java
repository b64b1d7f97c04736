/**
 * The optional translator of free questions: {@link io.lumadb.server.translator.QuestionTranslator} tells a language model what
 * is in the catalog ({@code CatalogText}) and what LQL is ({@code Instructions}), asks it over an OpenAI-compatible endpoint
 * ({@code ChatEndpoint}), and gives back LQL that LQL itself has read. Nothing is run here. Without {@code [translator]} in
 * {@code luma.toml} there is no translator, and nothing leaves the node.
 */
@NullMarked
package io.lumadb.server.translator;

import org.jspecify.annotations.NullMarked;
