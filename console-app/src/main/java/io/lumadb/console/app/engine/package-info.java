/** Engines inside this process: the server the console has in it, started with a folder of its own. */
@NullMarked
package io.lumadb.console.app.engine;

import org.jspecify.annotations.NullMarked;
