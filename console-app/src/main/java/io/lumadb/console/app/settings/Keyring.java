package io.lumadb.console.app.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Where passwords are kept. Never in the settings file, and never under a key that ships with the program. */
sealed interface Keyring {

    Optional<String> get(String id);

    void put(String id, String password);

    void remove(String id);

    /** The desktop's secret service where its tool is installed and answers; otherwise memory, until the console ends. */
    static Keyring ofThisMachine() {
        return SecretService.answers() ? new SecretService() : new Memory();
    }

    /** Passwords last as long as the process. */
    final class Memory implements Keyring {
        private final Map<String, String> passwords = new ConcurrentHashMap<>();

        @Override
        public Optional<String> get(String id) {
            return Optional.ofNullable(passwords.get(id));
        }

        @Override
        public void put(String id, String password) {
            passwords.put(id, password);
        }

        @Override
        public void remove(String id) {
            passwords.remove(id);
        }
    }

    /** libsecret's {@code secret-tool}: GNOME Keyring, KWallet. The password goes in on standard input. */
    final class SecretService implements Keyring {

        private static final long PATIENCE_SECONDS = 10;

        static boolean answers() {
            String session = System.getenv("DBUS_SESSION_BUS_ADDRESS");
            if (session == null || session.isEmpty()) {
                return false;
            }
            try {
                // Looking up what is not there ends with 1 and nothing on standard error where the service runs.
                Process process = process("lookup", "none").start();
                process.getOutputStream().close();
                boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return ended && process.getErrorStream().readAllBytes().length == 0;
            } catch (IOException noSuchTool) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public Optional<String> get(String id) {
            String password = run(process("lookup", id), "");
            return password.isEmpty() ? Optional.empty() : Optional.of(password);
        }

        @Override
        public void put(String id, String password) {
            run(
                    new ProcessBuilder("secret-tool", "store", "--label=LumaDB Console", "lumadb-connection", id),
                    password);
        }

        @Override
        public void remove(String id) {
            run(process("clear", id), "");
        }

        private static ProcessBuilder process(String verb, String id) {
            return new ProcessBuilder(List.of("secret-tool", verb, "lumadb-connection", id));
        }

        private static String run(ProcessBuilder builder, String input) {
            try {
                Process process = builder.start();
                process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
                process.getOutputStream().close();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return output;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException("the keyring does not answer: " + e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "";
            }
        }
    }
}
