/**
 * Who may do what. {@link io.lumadb.server.security.Logins} turns a password into a token (Argon2id, limited attempts),
 * {@link io.lumadb.server.security.Tokens} makes and verifies the JWTs, and {@link io.lumadb.server.security.Gate} stands
 * in front of every route: a token, an account that still exists, and a role that suffices.
 */
@NullMarked
package io.lumadb.server.security;

import org.jspecify.annotations.NullMarked;
