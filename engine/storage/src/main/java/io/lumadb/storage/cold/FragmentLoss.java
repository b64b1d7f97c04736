package io.lumadb.storage.cold;

import io.lumadb.storage.view.FragmentState;
import io.lumadb.storage.volume.VolumeFailure;
import org.jspecify.annotations.Nullable;

/** A fragment cannot be used; the others have to do. The message names its file. */
final class FragmentLoss extends Exception {

    private static final long serialVersionUID = 1L;

    private final FragmentState state;
    private final boolean withItsVolume;

    private FragmentLoss(FragmentState state, boolean withItsVolume, String what, @Nullable Throwable cause) {
        super(what, cause);
        this.state = state;
        this.withItsVolume = withItsVolume;
    }

    /** @throws VolumeFailure the given one, when it says nothing about the fragment */
    static FragmentLoss of(VolumeFailure failure) {
        return switch (failure.kind()) {
            case MISSING -> new FragmentLoss(FragmentState.MISSING, false, failure.detail(), failure);
            case GONE -> new FragmentLoss(FragmentState.MISSING, true, failure.detail(), failure);
            case CUT_SHORT, BROKEN, FULL -> new FragmentLoss(FragmentState.DAMAGED, false, failure.detail(), failure);
            case INTERRUPTED -> throw failure;
        };
    }

    static FragmentLoss damaged(String file, String what) {
        return new FragmentLoss(FragmentState.DAMAGED, false, file + " is damaged: " + what, null);
    }

    FragmentState state() {
        return state;
    }

    boolean withItsVolume() {
        return withItsVolume;
    }

    String what() {
        return String.valueOf(getMessage());
    }
}
