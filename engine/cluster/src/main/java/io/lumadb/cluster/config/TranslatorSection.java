package io.lumadb.cluster.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** {@code [translator]}: off until it has an endpoint. */
final class TranslatorSection {

    private static final int DEFAULT_SECONDS = 30;
    private static final int MOST_SECONDS = 600;

    private TranslatorSection() {}

    static Optional<NodeConfig.Translator> read(Section translator, Path folder) {
        Optional<String> endpoint = translator.text("endpoint");
        Optional<String> model = translator.text("model");
        Optional<Path> keyFile = translator.path("api_key_file", folder);
        Duration timeout = Duration.ofSeconds(
                translator.number("timeout_seconds", 1, MOST_SECONDS).orElse(DEFAULT_SECONDS));
        if (endpoint.isEmpty()) {
            if (model.isPresent() || keyFile.isPresent()) {
                throw translator.refusal(
                        "endpoint",
                        "",
                        "a translator needs the URL of its chat completions; leave all of it out to do without");
            }
            return Optional.empty();
        }
        if (model.isEmpty()) {
            throw translator.refusal("model", "", "write the name of the model that the endpoint is asked for");
        }
        keyFile.filter(file -> !Files.isReadable(file)).ifPresent(file -> {
            throw translator.refusal("api_key_file", file.toString(), "there is no readable file of that name");
        });
        URI url = url(translator, endpoint.get());
        if (keyFile.isPresent() && !url.getScheme().equals("https") && !isThisMachine(url.getHost())) {
            throw translator.refusal(
                    "endpoint", endpoint.get(), "the API key would cross the network for everybody to read: use https");
        }
        return Optional.of(new NodeConfig.Translator(url, model.get(), keyFile, timeout));
    }

    private static URI url(Section translator, String text) {
        String example = "write a URL such as \"https://host/v1/chat/completions\"";
        try {
            URI url = new URI(text);
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (!http || url.getHost() == null || url.getUserInfo() != null) {
                throw translator.refusal("endpoint", text, example);
            }
            return url;
        } catch (URISyntaxException e) {
            throw translator.refusal("endpoint", text, example);
        }
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    }
}
