package io.lumadb.console.ui.heatmap;

import java.nio.IntBuffer;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/**
 * The cells as an image of exactly the plot's size. It is stretched here and not by the image view, because not every
 * rendering pipeline does that without blurring one shard into the next. Belongs to the FX thread.
 */
final class CellPicture {

    private final CellPainter painter = new CellPainter();
    private int[] cells = {};
    private int[] columnOf = {};
    private PixelBuffer<IntBuffer> pixels = bufferOf(1, 1);
    private WritableImage image = new WritableImage(pixels);

    private static PixelBuffer<IntBuffer> bufferOf(int width, int height) {
        return new PixelBuffer<>(
                width, height, IntBuffer.allocate(width * height), PixelFormat.getIntArgbPreInstance());
    }

    /** Paints; {@link #image} is another one where the size changed. */
    void paint(HeatHistory history, Measure measure, Viewport viewport, HeatPalette palette, int width, int height) {
        if (pixels.getWidth() != width || pixels.getHeight() != height) {
            pixels = bufferOf(width, height);
            image = new WritableImage(pixels);
        }
        int rows = CellPainter.rows(viewport, height);
        int columns = viewport.columns();
        if (cells.length < rows * columns) {
            cells = new int[rows * columns];
        }
        painter.paint(history, measure, viewport, palette, rows, cells, columns);
        stretch(rows, columns, width, height);
        pixels.updateBuffer(changed -> new Rectangle2D(0, 0, width, height));
    }

    private void stretch(int rows, int columns, int width, int height) {
        if (columnOf.length != width) {
            columnOf = new int[width];
        }
        for (int x = 0; x < width; x++) {
            columnOf[x] = (int) ((long) x * columns / width);
        }
        int[] target = pixels.getBuffer().array();
        int drawn = -1;
        for (int y = 0; y < height; y++) {
            int row = (int) ((long) y * rows / height);
            int line = y * width;
            if (row == drawn) {
                System.arraycopy(target, line - width, target, line, width);
            } else {
                int from = row * columns;
                for (int x = 0; x < width; x++) {
                    target[line + x] = cells[from + columnOf[x]];
                }
                drawn = row;
            }
        }
    }

    Image image() {
        return image;
    }
}
