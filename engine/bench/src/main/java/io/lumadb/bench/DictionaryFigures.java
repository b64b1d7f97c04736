package io.lumadb.bench;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdDictTrainer;
import io.lumadb.document.Document;
import io.lumadb.document.Json;
import io.lumadb.document.OrderedKey;
import io.lumadb.document.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Whether a trained dictionary pays for the blocks of a cold segment: {@code DictionaryFigures packages.ndjson}. Segments of 8 MiB of
 * documents in key order, framed as in a segment file, in blocks of 64 KiB and smaller, compressed with and without a
 * dictionary that was trained on documents of the same segment, which then has to carry it.
 */
public final class DictionaryFigures {

    private static final int RUNS = 5;
    private static final int LEVEL = 3;
    private static final int SEGMENT = 8 << 20;
    private static final int KIB = 1024;
    /** What zstd advises: a hundred times the dictionary. Every n-th document is taken, so that they come from everywhere. */
    private static final int SAMPLES_PER_BYTE = 100;

    private static final int LONG_DOCUMENT = 600;
    private static final Set<String> SHORT_FIELDS =
            Set.of("_id", "package", "version", "architecture", "section", "priority", "installed_size", "size");

    private DictionaryFigures() {}

    /** Bytes of a segment's blocks, and how long they took. */
    private record Packed(long bytes, double packMillis, double unpackMicrosPerBlock) {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("name the file that engine/bench/data/packages.sh makes");
        }
        List<Value.Obj> documents = new ArrayList<>();
        try (Stream<String> lines = Files.lines(Path.of(arguments[0]))) {
            lines.map(Json::parseObject).forEach(documents::add);
        }
        System.out.printf("JDK %s, zstd level %d, median of %d runs%n", Runtime.version(), LEVEL, RUNS);
        measure(
                "short documents",
                documents.stream().map(DictionaryFigures::shortened).toList());
        measure(
                "long documents",
                documents.stream()
                        .filter(it -> Document.of(it).bson().length >= LONG_DOCUMENT)
                        .toList());
    }

    private static Value.Obj shortened(Value.Obj document) {
        Map<String, Value> fields = new LinkedHashMap<>(document.fields());
        fields.keySet().retainAll(SHORT_FIELDS);
        return new Value.Obj(fields);
    }

    private static void measure(String what, List<Value.Obj> documents) {
        List<byte[]> rows = segment(documents);
        long raw = rows.stream().mapToLong(row -> row.length).sum();
        System.out.printf(
                Locale.ROOT, "%n%s: %,d of %,d bytes on average, one segment%n", what, rows.size(), raw / rows.size());
        for (int blockBytes : List.of(64 * KIB, 16 * KIB, 4 * KIB)) {
            List<byte[]> blocks = blocks(rows, blockBytes);
            Packed without = pack(blocks, new byte[0]);
            print(blockBytes, "none", raw, without, 0, 0, without);
            for (int dictionaryBytes : List.of(4 * KIB, 16 * KIB, 64 * KIB, 112 * KIB)) {
                long began = System.nanoTime();
                byte[] dictionary = train(rows, dictionaryBytes);
                double millis = (System.nanoTime() - began) / 1e6;
                String name = "%3d KiB".formatted(dictionaryBytes / KIB);
                print(blockBytes, name, raw, pack(blocks, dictionary), dictionary.length, millis, without);
            }
        }
    }

    /** One segment's rows, in key order: key length, key, revision, BSON length, BSON. */
    private static List<byte[]> segment(List<Value.Obj> documents) {
        record Row(byte[] key, byte[] bson) {}
        List<Row> sorted = documents.stream()
                .map(it -> new Row(OrderedKey.of(it.get("_id")), Document.of(it).bson()))
                .sorted((a, b) -> Arrays.compareUnsigned(a.key(), b.key()))
                .toList();
        List<byte[]> rows = new ArrayList<>();
        long bytes = 0;
        for (Row row : sorted) {
            if (bytes >= SEGMENT) {
                break;
            }
            ByteBuffer out = ByteBuffer.allocate(16 + row.key().length + row.bson().length);
            out.putInt(row.key().length).put(row.key());
            out.putLong(1_000 + rows.size()).putInt(row.bson().length).put(row.bson());
            rows.add(out.array());
            bytes += out.capacity();
        }
        return rows;
    }

    private static List<byte[]> blocks(List<byte[]> rows, int blockBytes) {
        List<byte[]> blocks = new ArrayList<>();
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (byte[] row : rows) {
            if (block.size() > 0 && block.size() + row.length > blockBytes) {
                blocks.add(block.toByteArray());
                block.reset();
            }
            block.writeBytes(row);
        }
        blocks.add(block.toByteArray());
        return blocks;
    }

    private static byte[] train(List<byte[]> rows, int dictionaryBytes) {
        long total = rows.stream().mapToLong(row -> row.length).sum();
        int wanted = SAMPLES_PER_BYTE * dictionaryBytes;
        int every = (int) Math.max(1, total / wanted);
        ZstdDictTrainer trainer = new ZstdDictTrainer(Math.min((int) total, wanted + (1 << 16)), dictionaryBytes);
        for (int i = 0; i < rows.size(); i += every) {
            if (!trainer.addSample(rows.get(i))) {
                break;
            }
        }
        return trainer.trainSamples();
    }

    private static Packed pack(List<byte[]> blocks, byte[] dictionary) {
        double[] packs = new double[RUNS];
        double[] unpacks = new double[RUNS];
        long bytes = 0;
        try (ZstdCompressCtx packer = new ZstdCompressCtx();
                ZstdDecompressCtx unpacker = new ZstdDecompressCtx()) {
            packer.setLevel(LEVEL);
            if (dictionary.length > 0) {
                packer.loadDict(dictionary);
                unpacker.loadDict(dictionary);
            }
            for (int run = 0; run < RUNS; run++) {
                long began = System.nanoTime();
                List<byte[]> packed = blocks.stream().map(packer::compress).toList();
                packs[run] = (System.nanoTime() - began) / 1e6;
                bytes = packed.stream().mapToLong(block -> block.length).sum();
                began = System.nanoTime();
                for (byte[] block : packed) {
                    unpacker.decompress(block, (int) Zstd.getFrameContentSize(block));
                }
                unpacks[run] = (System.nanoTime() - began) / 1e3 / blocks.size();
            }
        }
        return new Packed(bytes, median(packs), median(unpacks));
    }

    private static double median(double[] values) {
        return DoubleStream.of(values).sorted().toArray()[values.length / 2];
    }

    private static void print(
            int blockBytes, String dictionary, long raw, Packed packed, int carried, double training, Packed without) {
        System.out.printf(
                Locale.ROOT,
                "blocks %2d KiB, dictionary %s: %5.2f : 1, with its dictionary %+5.1f %%, pack %4.0f MB/s, unpack %5.1f us a block, train %,.0f ms%n",
                blockBytes / KIB,
                dictionary,
                (double) raw / (packed.bytes() + carried),
                100.0 * (packed.bytes() + carried - without.bytes()) / without.bytes(),
                raw / packed.packMillis() / 1e3,
                packed.unpackMicrosPerBlock(),
                training);
    }
}
