package io.lumadb.console.app.command;

import io.lumadb.client.LumaClient;
import io.lumadb.client.model.ColdSegment;
import io.lumadb.client.model.ColdTier;
import io.lumadb.client.model.Placement;
import io.lumadb.client.model.TiersStatus;
import io.lumadb.client.model.WarmStatus;
import io.lumadb.console.ui.theme.Figures;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code luma cluster} tells of the tiers and what is in them. */
final class TierReports {

    private TierReports() {}

    private static String bytes(long bytes) {
        return Figures.bytes(bytes);
    }

    private static String factor(double factor) {
        return String.format(Locale.ROOT, "%.2f ×", factor);
    }

    @Command(
            name = "tiers",
            mixinStandardHelpOptions = true,
            description = "What hot, warm and cold hold, what flows, volumes, scrub and write amplification.")
    static final class Tiers extends ClusterQuestion<TiersStatus> {

        @Override
        TiersStatus ask(LumaClient client) {
            return client.tiers().join();
        }

        @Override
        void print(TiersStatus tiers, PrintWriter out) {
            TextTable held = new TextTable().text("tier").numbers("documents", "bytes", "on disk");
            held.row(
                    "hot",
                    Figures.exact(tiers.total().hot().documents()),
                    bytes(tiers.total().hot().bytes()),
                    "–");
            held.row(
                    "warm",
                    Figures.exact(tiers.total().warm().documents()),
                    bytes(tiers.total().warm().bytes()),
                    bytes(tiers.total().warm().diskBytes()));
            held.row(
                    "cold",
                    Figures.exact(tiers.total().cold().documents()),
                    bytes(tiers.total().cold().bytes()),
                    bytes(tiers.total().cold().diskBytes()));
            held.print(out);
            out.println("budget of hot documents: " + bytes(tiers.hotBudget()) + " of RAM");
            tiers.flows()
                    .forEach(flow -> out.println("now " + flow.from() + " → " + flow.to() + ": "
                            + Figures.rateFigure(flow.documents(), "documents") + ", "
                            + Figures.byteRate(flow.bytes())));
            moving(tiers.moving(), out);
            amplification(tiers.writeAmplification(), out);
            if (tiers.cold() != null) {
                cold(tiers.cold(), out);
            }
        }

        private static void moving(TiersStatus.@Nullable Moving moving, PrintWriter out) {
            if (moving == null) {
                return;
            }
            out.println(
                    moving.paused()
                            ? "moves are PAUSED since " + moving.pausedSince() + " by " + moving.pausedBy()
                                    + "; resume them with 'luma cluster resume-moves'"
                            : "moves run, at most " + Figures.byteRate(moving.share() * moving.maxMoveRate()) + " ("
                                    + Figures.percent(moving.share())
                                    + " of the limit: the rest is left to readers and writers)");
        }
    }

    private static void amplification(TiersStatus.WriteAmplification parts, PrintWriter out) {
        if (parts.userBytes() == 0) {
            out.println("nothing was written since the node started");
            return;
        }
        out.println("write amplification " + factor(parts.total()) + ": users " + bytes(parts.userBytes())
                + "; Raft log " + bytes(parts.raftLogBytes()) + ", flushed " + bytes(parts.flushedBytes())
                + ", compacted " + bytes(parts.compactedBytes()) + ", cold " + bytes(parts.coldBytes()) + ", parity "
                + bytes(parts.parityBytes()));
    }

    private static void cold(ColdTier cold, PrintWriter out) {
        ColdTier.Fragments fragments = cold.fragments();
        String schemes = cold.schemes().stream()
                .map(scheme -> scheme.dataShards() + "+" + scheme.parityShards())
                .collect(Collectors.joining(", "));
        out.println(Figures.counted(cold.segments(), "cold segment", "cold segments")
                + (schemes.isEmpty() ? "" : " (" + schemes + ")") + ": " + bytes(cold.rawBytes()) + " of documents, "
                + bytes(cold.diskBytes()) + " on disk");
        out.println("fragments: " + Figures.exact(fragments.ok()) + " ok, " + Figures.exact(fragments.missing())
                + " missing, " + Figures.exact(fragments.damaged()) + " damaged, "
                + Figures.exact(fragments.rebuilding()) + " being rebuilt; since the start "
                + Figures.counted(cold.degradedReads(), "degraded read", "degraded reads") + ", "
                + Figures.exact(cold.fragmentsRebuilt()) + " rebuilt");
        scrub(cold.scrub(), out);
        TextTable volumes = new TextTable()
                .text("volume", "state")
                .numbers("fragments", "used", "free")
                .text("folder");
        cold.volumes()
                .forEach(volume -> volumes.row(
                        volume.number(),
                        volume.state().equals("ok") ? "ok" : volume.state().toUpperCase(Locale.ROOT),
                        Figures.exact(volume.fragments()),
                        bytes(volume.usedBytes()),
                        bytes(volume.freeBytes()),
                        volume.name()));
        volumes.print(out);
    }

    private static void scrub(ColdTier.Scrub scrub, PrintWriter out) {
        String found = Figures.exact(scrub.missing()) + " missing, " + Figures.exact(scrub.damaged()) + " damaged";
        if (scrub.state().equals("running")) {
            out.println("scrub: " + Figures.exact(scrub.read()) + " of "
                    + Figures.counted(scrub.total(), "fragment", "fragments") + " read, " + bytes(scrub.bytes()) + "; "
                    + found);
        } else if (scrub.finished() != null) {
            out.println("scrub: last finished " + scrub.finished() + ", "
                    + Figures.counted(scrub.read(), "fragment", "fragments") + ", " + bytes(scrub.bytes()) + "; "
                    + found
                    + (scrub.next() == null ? "" : "; next " + scrub.next()));
        } else {
            out.println("scrub: none yet" + (scrub.next() == null ? ", and none by itself" : "; next " + scrub.next()));
        }
    }

    @Command(
            name = "scrub",
            mixinStandardHelpOptions = true,
            description = "Read every cold fragment, and rebuild what is lost. Waits until it is done.")
    static final class Scrub extends ClusterQuestion<ColdTier> {

        private static final long LOOK_MILLIS = 200;

        @Option(names = "--no-wait", description = "only begin it")
        private boolean noWait;

        @Override
        ColdTier ask(LumaClient client) {
            ColdTier begun = client.scrub().join();
            if (noWait || begun.scrub().total() == 0) {
                return begun;
            }
            ColdTier now = begun;
            do {
                if (!rest()) {
                    return now;
                }
                now = Optional.ofNullable(client.tiers().join().cold()).orElse(now);
            } while (now.scrub().state().equals("running") || isStillWaiting(begun, now));
            return now;
        }

        /** The answer comes before the first fragment is read: until then the round before is what is told of. */
        private static boolean isStillWaiting(ColdTier begun, ColdTier now) {
            return begun.scrub().finished() == null
                    ? now.scrub().finished() == null
                    : begun.scrub().finished().equals(now.scrub().finished());
        }

        /** False when somebody wants this to end. */
        private static boolean rest() {
            try {
                Thread.sleep(LOOK_MILLIS);
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        void print(ColdTier cold, PrintWriter out) {
            cold(cold, out);
            if (noWait) {
                out.println("a scrub has begun; 'luma cluster tiers' says how far it is");
            }
        }
    }

    @Command(
            name = "segments",
            mixinStandardHelpOptions = true,
            description = "Cold segments, their documents, bytes, and the state of each fragment.")
    static final class Segments extends ClusterQuestion<List<ColdSegment>> {

        @Option(names = "--collection", paramLabel = "NAME", description = "only its segments")
        private @Nullable String collection;

        @Option(
                names = "--limit",
                defaultValue = "20",
                paramLabel = "N",
                description = "the newest so many of each shard (default: ${DEFAULT-VALUE})")
        private int limit;

        @Override
        List<ColdSegment> ask(LumaClient client) {
            requirePositive("--limit", limit);
            return client.segments(Optional.ofNullable(collection), limit).join();
        }

        @Override
        void print(List<ColdSegment> segments, PrintWriter out) {
            if (segments.isEmpty()) {
                out.println("there are no cold segments" + (collection == null ? "" : " of " + collection));
                return;
            }
            TextTable table = new TextTable()
                    .numbers("shard")
                    .text("segment", "collection", "scheme")
                    .numbers("documents", "alive", "raw", "on disk")
                    .text("fragments");
            segments.forEach(each -> table.row(
                    each.shard(),
                    each.segment(),
                    each.collection(),
                    each.dataShards() + "+" + each.parityShards(),
                    Figures.exact(each.documents()),
                    each.rawBytes() == 0 ? "–" : Figures.percent((double) each.liveBytes() / each.rawBytes()),
                    bytes(each.rawBytes()),
                    bytes(each.diskBytes()),
                    fragments(each.fragments())));
            table.print(out);
        }

        private static String fragments(List<Placement.Fragment> fragments) {
            String lost = fragments.stream()
                    .filter(fragment -> !fragment.state().equals("ok"))
                    .map(fragment -> fragment.n() + " " + fragment.state() + " on " + fragment.volume())
                    .collect(Collectors.joining(", "));
            return lost.isEmpty() ? "all " + fragments.size() + " ok" : lost;
        }
    }

    @Command(
            name = "warm",
            mixinStandardHelpOptions = true,
            description = "The warm tier's levels, flushes, compactions and write amplification.")
    static final class Warm extends ClusterQuestion<WarmStatus> {

        @Override
        WarmStatus ask(LumaClient client) {
            return client.warm().join();
        }

        @Override
        void print(WarmStatus warm, PrintWriter out) {
            TextTable levels = new TextTable()
                    .text("family")
                    .numbers("level", "files", "bytes", "read by compactions", "written", "for a byte of users");
            warm.levels()
                    .forEach(level -> levels.row(
                            level.family(),
                            level.level(),
                            level.files(),
                            bytes(level.bytes()),
                            bytes(level.readBytes()),
                            bytes(level.writtenBytes()),
                            factor(level.writeAmplification())));
            levels.print(out);
            TextTable shards = new TextTable()
                    .numbers("shard", "memtables", "flushes", "compactions", "pending")
                    .text("stall")
                    .numbers("stalled", "write amplification");
            warm.shards()
                    .forEach(shard -> shards.row(
                            shard.shard(),
                            bytes(shard.memtableBytes()),
                            work(shard.flushes()),
                            work(shard.compactions()),
                            bytes(shard.pendingCompactionBytes()),
                            shard.stall(),
                            Figures.millis((double) shard.stalledMs()),
                            factor(shard.writeAmplification().total())));
            out.println();
            shards.print(out);
            out.println();
            out.println("block cache " + bytes(warm.blockCache().used()) + " of "
                    + bytes(warm.blockCache().capacity()) + ", memtables at most " + bytes(warm.memtableLimit())
                    + ", flushes and compactions at most "
                    + Figures.byteRate((double) warm.backgroundBytesPerSecond()));
            amplification(warm.writeAmplification(), out);
        }

        private static String work(WarmStatus.Work work) {
            return work.running() + (work.pending() ? " + waiting" : "");
        }
    }
}
