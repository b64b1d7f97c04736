package io.lumadb.console.ui.tiers;

import io.lumadb.console.ui.tiers.RiverState.Stream;
import io.lumadb.document.Tier;

/**
 * Where the basins and the streams of the river lie, in pixels. From left to right hot, warm, cold; between two basins the
 * stream down above the stream back up; streams between hot and cold pass below warm.
 */
record RiverGeometry(double width, double height) {

    /** Width of the widest stream. */
    static final double WIDEST = 40;

    private static final double STRIP = 72;
    private static final double SHARE_OF_BASIN = 0.235;

    record Basin(double x, double y, double width, double height) {}

    /**
     * The middle line of a stream, from its source to where it goes: straight, or below warm as a Bézier curve with both
     * control points at {@code depth}.
     *
     * @param depth y of the control points; the line's own y where it is straight
     */
    record Lane(double fromX, double toX, double y, double depth, boolean straight) {

        double x(double share) {
            if (straight) {
                return fromX + (toX - fromX) * share;
            }
            return bezier(fromX, fromX, toX, toX, share);
        }

        double y(double share) {
            return straight ? y : bezier(y, depth, depth, y, share);
        }

        private static double bezier(double a, double b, double c, double d, double share) {
            double rest = 1 - share;
            return rest * rest * rest * a
                    + 3 * rest * rest * share * b
                    + 3 * rest * share * share * c
                    + share * share * share * d;
        }
    }

    Basin basin(Tier tier) {
        double basin = width * SHARE_OF_BASIN;
        double gap = (width - 3 * basin) / 2;
        return new Basin(RiverState.depth(tier) * (basin + gap), 0, basin, Math.max(40, height - STRIP));
    }

    Lane lane(Stream stream) {
        Basin from = basin(stream.from());
        Basin to = basin(stream.to());
        if (stream.direct()) {
            double aside = stream.down() ? 0.34 : 0.62;
            return new Lane(
                    from.x() + from.width() * (stream.down() ? aside : aside - 0.2),
                    to.x() + to.width() * (stream.down() ? aside + 0.24 : aside),
                    from.height(),
                    from.height() + (stream.down() ? 82 : 58),
                    false);
        }
        double y = from.height() * (stream.down() ? 0.34 : 0.78);
        return stream.down()
                ? new Lane(from.x() + from.width(), to.x(), y, y, true)
                : new Lane(from.x(), to.x() + to.width(), y, y, true);
    }

    /** How wide a stream is: each ten times as many documents a second add the same; 0 when idle. */
    static double thickness(double documentsPerSecond) {
        if (documentsPerSecond < RiverState.IDLE) {
            return 0;
        }
        return Math.min(WIDEST, 5 + 8.75 * Math.log10(1 + documentsPerSecond));
    }

    /** A stream past a tier has less room. */
    static double thickness(Stream stream) {
        double thickness = thickness(stream.documents());
        return stream.direct() ? Math.min(16, thickness) : thickness;
    }

    /** How many particles travel in it at a time. */
    static int particles(double documentsPerSecond) {
        return documentsPerSecond < RiverState.IDLE
                ? 0
                : (int) Math.min(26, 3 + Math.round(6 * Math.log10(1 + documentsPerSecond)));
    }
}
