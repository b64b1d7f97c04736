package io.lumadb.cluster;

import java.util.List;
import java.util.Optional;

/** Accounts and the token key, replicated in the meta group. Password hashing and tokens are the server's business. */
public interface Accounts {

    List<Account> all();

    Optional<Account> find(String username);

    /** Adds or replaces. Comes back when it is durable. */
    void put(Account account);

    void remove(String username);

    /** The key that signs tokens, made when the cluster was: 32 random bytes. */
    byte[] tokenKey();

    /** {@code passwordHash} in PHC string format; {@code roles}: viewer, developer, operator, admin. */
    record Account(String username, String passwordHash, List<String> roles) {
        public Account {
            roles = List.copyOf(roles);
        }

        @Override
        public String toString() {
            return "Account[" + username + " " + roles + "]";
        }
    }
}
