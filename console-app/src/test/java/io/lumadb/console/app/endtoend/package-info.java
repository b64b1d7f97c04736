/** The product as its users meet it: real server processes, the real client, real data. */
@NullMarked
package io.lumadb.console.app.endtoend;

import org.jspecify.annotations.NullMarked;
