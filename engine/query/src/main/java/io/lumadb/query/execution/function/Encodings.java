package io.lumadb.query.execution.function;

import static io.lumadb.query.execution.function.ScalarFunction.changing;
import static io.lumadb.query.execution.function.ScalarFunction.strict;

import io.lumadb.document.DocumentIds;
import io.lumadb.document.Value;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.zip.CRC32;

/** Digests, and binaries as text. A text stands for its bytes in UTF-8. */
final class Encodings {

    private Encodings() {}

    static List<ScalarFunction> all() {
        ScalarFunction hex = strict(
                "HEX",
                "value",
                "A whole number, a binary or a text's bytes in hexadecimal digits, in lower case",
                arguments -> hex(arguments.getFirst()));
        ScalarFunction unhex =
                strict("UNHEX", "text", "The binary that hexadecimal digits stand for", Bodies.text(Encodings::unhex));
        ScalarFunction uuid = changing(
                "UUID",
                "",
                "A random UUID, version 4 (RFC 9562), as text",
                _ -> Value.of(UUID.randomUUID().toString()));
        return List.of(
                digest("MD5", "MD5"),
                digest("SHA1", "SHA-1"),
                digest("SHA256", "SHA-256"),
                digest("SHA512", "SHA-512"),
                strict("CRC32", "value", "The CRC-32 checksum of a binary or a text's bytes", onBytes(bytes -> {
                    CRC32 sum = new CRC32();
                    sum.update(bytes);
                    return Value.of(sum.getValue());
                })),
                hex,
                hex.named("TO_HEX"),
                unhex,
                unhex.named("FROM_HEX"),
                strict(
                        "TO_BASE64",
                        "value",
                        "A binary or a text's bytes in Base64 (RFC 4648 §4)",
                        onBytes(bytes -> Value.of(Base64.getEncoder().encodeToString(bytes)))),
                strict("FROM_BASE64", "text", "The binary that Base64 stands for", Bodies.text(Encodings::fromBase64)),
                strict("ENCODE", "value, format", "A binary or a text's bytes as 'base64' or 'hex'", Encodings::encode),
                strict("DECODE", "text, format", "The binary that 'base64' or 'hex' stands for", Encodings::decode),
                strict(
                        "TO_UTF8",
                        "text",
                        "The bytes of a text in UTF-8, as binary",
                        Bodies.text(text -> new Value.Binary(utf8(text)))),
                strict(
                        "FROM_UTF8",
                        "binary",
                        "The text that a binary is in UTF-8",
                        arguments ->
                                arguments.getFirst() instanceof Value.Binary(byte[] bytes) ? text(bytes) : Value.NULL),
                strict(
                        "URL_ENCODE",
                        "text",
                        "The text as the value of a parameter in an address",
                        Bodies.text(text -> Value.of(URLEncoder.encode(text, StandardCharsets.UTF_8)))),
                strict(
                        "URL_DECODE",
                        "text",
                        "The text that a parameter in an address stands for",
                        Bodies.text(Encodings::urlDecode)),
                uuid,
                uuid.named("GEN_RANDOM_UUID"),
                uuid.named("RANDOM_UUID"),
                changing(
                        "UUIDV7",
                        "",
                        "A new UUID, version 7 (RFC 9562), as the _id of a new document is",
                        _ -> DocumentIds.next()));
    }

    private static ScalarFunction digest(String name, String algorithm) {
        return strict(
                name,
                "value",
                "The " + algorithm + " digest of a binary or a text's bytes, in hexadecimal digits",
                onBytes(bytes -> {
                    try {
                        return Value.of(HexFormat.of()
                                .formatHex(MessageDigest.getInstance(algorithm).digest(bytes)));
                    } catch (NoSuchAlgorithmException impossible) {
                        throw new IllegalStateException("every Java platform has " + algorithm, impossible);
                    }
                }));
    }

    private static ScalarFunction.Body onBytes(Function<byte[], Value> computation) {
        return arguments -> bytes(arguments.getFirst()).map(computation).orElse(Value.NULL);
    }

    private static Optional<byte[]> bytes(Value value) {
        return switch (value) {
            case Value.Binary(byte[] bytes) -> Optional.of(bytes);
            case Value.Text(String text) -> Optional.of(utf8(text));
            default -> Optional.empty();
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Value hex(Value value) {
        return value instanceof Value.Int64(long number)
                ? Value.of(Long.toHexString(number))
                : bytes(value)
                        .map(bytes -> Value.of(HexFormat.of().formatHex(bytes)))
                        .orElse(Value.NULL);
    }

    private static Value unhex(String text) {
        try {
            return new Value.Binary(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException notHexadecimal) {
            return Value.NULL;
        }
    }

    private static Value fromBase64(String text) {
        try {
            return new Value.Binary(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            return Value.NULL;
        }
    }

    private static Value encode(List<Value> arguments) {
        Optional<byte[]> bytes = bytes(arguments.getFirst());
        return switch (format(arguments.get(1))) {
            case "base64" ->
                bytes.map(it -> Value.of(Base64.getEncoder().encodeToString(it)))
                        .orElse(Value.NULL);
            case "hex" ->
                bytes.map(it -> Value.of(HexFormat.of().formatHex(it))).orElse(Value.NULL);
            default -> Value.NULL;
        };
    }

    private static Value decode(List<Value> arguments) {
        if (!(arguments.getFirst() instanceof Value.Text(String text))) {
            return Value.NULL;
        }
        return switch (format(arguments.get(1))) {
            case "base64" -> fromBase64(text);
            case "hex" -> unhex(text);
            default -> Value.NULL;
        };
    }

    private static String format(Value value) {
        return value instanceof Value.Text(String text) ? text.toLowerCase(Locale.ROOT) : "";
    }

    private static Value text(byte[] bytes) {
        try {
            return Value.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            return Value.NULL;
        }
    }

    private static Value urlDecode(String text) {
        try {
            return Value.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notEncoded) {
            return Value.NULL;
        }
    }
}
