package io.lumadb.server.security;

import io.lumadb.cluster.Accounts;
import io.lumadb.cluster.Accounts.Account;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.server.http.RetryLater;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Passwords in, tokens out. Five failed attempts a minute for an address and for an account; a success clears the
 * account's. Thread-safe; calls block while a password is hashed.
 */
public final class Logins {

    private static final int MOST_A_MINUTE = 5;
    public static final String FIRST_ACCOUNT = "admin";

    private final Accounts accounts;
    private final Tokens tokens;
    private final Passwords passwords;
    private final AttemptLimit byAddress;
    private final AttemptLimit byAccount;

    public Logins(Accounts accounts, Tokens tokens, Passwords passwords, InstantSource clock) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.passwords = passwords;
        this.byAddress = new AttemptLimit(MOST_A_MINUTE, Duration.ofMinutes(1), clock);
        this.byAccount = new AttemptLimit(MOST_A_MINUTE, Duration.ofMinutes(1), clock);
    }

    /** A token and whose it is. */
    public record Login(Tokens.Issued issued, String username, List<String> roles) {}

    /**
     * Makes the first account when there is none.
     *
     * @param given the password to give it; otherwise a random one is made
     * @return the random password, when one was made
     */
    public Optional<String> ensureFirstAdmin(Optional<String> given) {
        if (!accounts.all().isEmpty()) {
            return Optional.empty();
        }
        String password = given.map(Passwords::requireUsable).orElseGet(Passwords::randomPassword);
        accounts.put(new Account(FIRST_ACCOUNT, passwords.hash(password), List.of(Role.ADMIN.wireName())));
        return given.isPresent() ? Optional.empty() : Optional.of(password);
    }

    /** @throws LumaException UNAUTHENTICATED, not saying whether the name or the password was wrong; RATE_LIMITED */
    public Login login(String username, String password, String address) {
        String account = username.toLowerCase(Locale.ROOT);
        limit(byAddress.begin(address), "from this address");
        limit(byAccount.begin(account), "for this account");
        Optional<Account> found = accounts.find(username);
        boolean good = false;
        if (found.isPresent()) {
            good = passwords.matches(password, found.get().passwordHash());
        } else {
            passwords.pretendToCheck(password);
        }
        if (!good) {
            throw new LumaException(ErrorCode.UNAUTHENTICATED, "wrong username or password");
        }
        byAddress.takeBack(address);
        byAccount.forget(account);
        return session(found.orElseThrow());
    }

    /** A new token for a good one. The old one lives on till it expires. */
    public Login refresh(Caller caller) {
        return session(accounts.find(caller.username())
                .orElseThrow(() -> new LumaException(
                        ErrorCode.UNAUTHENTICATED, "the account " + caller.username() + " is no longer there")));
    }

    public void logout(Caller caller) {
        tokens.revoke(caller.tokenId(), caller.expiresAt());
    }

    private Login session(Account account) {
        return new Login(tokens.issue(account.username(), account.roles()), account.username(), account.roles());
    }

    private static void limit(long waitSeconds, String whose) {
        if (waitSeconds > 0) {
            throw new RetryLater(
                    ErrorCode.RATE_LIMITED,
                    MOST_A_MINUTE + " failed logins " + whose + " within a minute",
                    "wait " + waitSeconds + " s",
                    waitSeconds);
        }
    }
}
