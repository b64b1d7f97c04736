package io.lumadb.server.security;

import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The built-in roles, each including those before it. */
public enum Role {
    /** Reads data and status. */
    VIEWER,
    /** Writes data, makes collections and indexes. */
    DEVELOPER,
    /** Runs the cluster: tiering, backups, nodes. */
    OPERATOR,
    /** Accounts and settings. */
    ADMIN;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    public static Optional<Role> find(String name) {
        return Arrays.stream(values()).filter(role -> role.wireName().equals(name)).findFirst();
    }

    /** @throws LumaException BAD_REQUEST naming the roles there are */
    public static Role of(String name) {
        return find(name)
                .orElseThrow(() -> new LumaException(
                        ErrorCode.BAD_REQUEST,
                        "unknown role '" + name + "'",
                        "roles are "
                                + Arrays.stream(values()).map(Role::wireName).collect(Collectors.joining(", "))));
    }
}
