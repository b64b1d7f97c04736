package io.lumadb.storage.volume;

import io.lumadb.storage.file.Disk;
import io.lumadb.storage.file.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Volumes on disks that tests have made. */
public final class VolumesOn {

    private VolumesOn() {}

    /** Volumes of folders, which are made. */
    public static Volumes disk(Disk disk, List<Path> folders) {
        try {
            for (Path folder : folders) {
                WholeFile.makeFolders(disk, folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Volumes(folders.stream()
                .map(folder -> new DirectoryVolume(disk, folder))
                .toList());
    }
}
