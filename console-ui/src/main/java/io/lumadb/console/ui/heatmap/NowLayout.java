package io.lumadb.console.ui.heatmap;

import io.lumadb.client.model.ClusterStatus.CoreStatus;
import io.lumadb.client.model.ClusterStatus.NodeStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where nodes, their cores and the shard replicas on them lie when they are drawn as boxes in boxes. */
record NowLayout(List<NodeBox> nodes) {

    static final double NODE_HEADER = 34;
    static final double CORE_HEADER = 30;
    private static final double GAP = 12;
    private static final double CORE_GAP = 8;
    private static final double SHARD_GAP = 4;

    /** Pixels. */
    record Box(double x, double y, double width, double height) {
        boolean contains(double atX, double atY) {
            return atX >= x && atY >= y && atX < x + width && atY < y + height;
        }

        Box inset(double left, double top, double right, double bottom) {
            return new Box(x + left, y + top, Math.max(1, width - left - right), Math.max(1, height - top - bottom));
        }
    }

    record NodeBox(NodeStatus node, Box box, List<CoreBox> cores) {}

    record CoreBox(CoreStatus core, Box box, List<ShardBox> shards) {}

    record ShardBox(int shard, String node, Box box) {}

    static NowLayout of(List<NodeStatus> nodes, double width, double height) {
        List<NodeBox> boxes = new ArrayList<>();
        List<Box> places = grid(new Box(0, 0, width, height), nodes.size(), 1.7, GAP);
        for (int i = 0; i < nodes.size(); i++) {
            NodeStatus node = nodes.get(i);
            Box inner = places.get(i).inset(10, NODE_HEADER, 10, 10);
            List<Box> corePlaces = grid(inner, node.cores().size(), 0.9, CORE_GAP);
            List<CoreBox> cores = new ArrayList<>();
            for (int core = 0; core < node.cores().size(); core++) {
                cores.add(core(node, node.cores().get(core), corePlaces.get(core)));
            }
            boxes.add(new NodeBox(node, places.get(i), cores));
        }
        return new NowLayout(boxes);
    }

    private static CoreBox core(NodeStatus node, CoreStatus core, Box box) {
        List<Integer> numbers = core.shards().stream().sorted().toList();
        List<Box> places = grid(box.inset(8, CORE_HEADER, 8, 8), numbers.size(), 1.6, SHARD_GAP);
        List<ShardBox> shards = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            shards.add(new ShardBox(numbers.get(i), node.id(), places.get(i)));
        }
        return new CoreBox(core, box, shards);
    }

    /** Equal boxes, row by row, in the number of columns that brings them nearest to {@code aspect} (width / height). */
    static List<Box> grid(Box room, int count, double aspect, double gap) {
        int best = 1;
        double bestSize = -1;
        for (int columns = 1; columns <= count; columns++) {
            double size = Math.min(
                    (room.width() - gap * (columns - 1)) / columns,
                    (room.height() - gap * (rows(count, columns) - 1)) / rows(count, columns) * aspect);
            if (size > bestSize) {
                best = columns;
                bestSize = size;
            }
        }
        double width = (room.width() - gap * (best - 1)) / best;
        double height = (room.height() - gap * (rows(count, best) - 1)) / rows(count, best);
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int column = i % best;
            int row = i / best;
            boxes.add(new Box(
                    room.x() + column * (width + gap),
                    room.y() + row * (height + gap),
                    Math.max(1, width),
                    Math.max(1, height)));
        }
        return boxes;
    }

    private static int rows(int count, int columns) {
        return Math.max(1, Math.ceilDiv(count, columns));
    }

    Optional<ShardBox> at(double x, double y) {
        return all().stream().filter(shard -> shard.box().contains(x, y)).findFirst();
    }

    /** Every replica, node by node, core by core: the order in which the keyboard walks. */
    List<ShardBox> all() {
        return nodes.stream()
                .flatMap(node -> node.cores().stream())
                .flatMap(core -> core.shards().stream())
                .toList();
    }

    /** The replica that lies nearest in a direction (each of -1, 0, 1). */
    Optional<ShardBox> next(ShardBox from, int right, int down) {
        double fromX = from.box().x() + from.box().width() / 2;
        double fromY = from.box().y() + from.box().height() / 2;
        ShardBox nearest = null;
        double least = Double.MAX_VALUE;
        for (ShardBox other : all()) {
            double alongX = (other.box().x() + other.box().width() / 2 - fromX) * (right == 0 ? 1 : right);
            double alongY = (other.box().y() + other.box().height() / 2 - fromY) * (down == 0 ? 1 : down);
            double ahead = right != 0 ? alongX : alongY;
            double aside = Math.abs(right != 0 ? alongY : alongX);
            if (ahead > 0.5 && ahead + aside * 3 < least) {
                least = ahead + aside * 3;
                nearest = other;
            }
        }
        return Optional.ofNullable(nearest);
    }
}
